import { describe, expect, test } from 'vitest'
import { rejectionError, uploadError } from '../core/errors.js'
import { en } from './en.js'
import { ja } from './ja.js'
import { ko } from './ko.js'
import type { Messages } from './types.js'
import { everyError } from '../../test/support/errors.js'
import { errorText, messageFor, resolveMessages } from './messageFor.js'

const name = 'icon.png'
const errors = everyError(name)

test('the test has every error code', () => {
  expect(new Set(errors.map(({ code }) => code)).size).toBe(Object.keys(en.errors).length - 1)
})

describe.each([en, ko, ja])('in $locale', (messages) => {
  test('each error has a sentence of its own, with its details', () => {
    const texts = errors.map((error) => messageFor(error, messages))
    for (const text of texts) expect(text).toMatch(/^[^{}]{5,}$/)
    expect(new Set(texts).size).toBe(texts.length)
    // Fits into two lines beside the image, three with a long name.
    for (const text of texts) expect(widthOf(text), text).toBeLessThanOrEqual(108)
  })
  test('each has a heading', () => {
    for (const error of errors) expect(errorText(error, messages).title).toMatch(/^[^{}]{3,}$/)
  })
})

describe.each([
  // Words of the subject, which heading and sentence may share.
  { messages: en, least: 5, subjects: /image|service|megapixels/ },
  { messages: ko, least: 2, subjects: /이미지|파일|서비스|있어요|없어요|않아요/ },
  { messages: ja, least: 2, subjects: /画像|ファイル|サービス|リンク|^\p{Script=Hiragana}+$/u },
])('heading, sentence and button in $messages.locale', ({ messages, least, subjects }) => {
  const words = (text: string) => {
    const found = [
      ...new Intl.Segmenter(messages.locale, { granularity: 'word' }).segment(text.toLowerCase()),
    ]
    return found.filter(
      ({ isWordLike, segment }) => isWordLike && segment.length >= least && !subjects.test(segment),
    )
  }
  const { actions } = messages
  const buttons = [actions.choose, actions.chooseAnother, actions.tryAgain, actions.checkAgain].map(
    (text) => text.toLowerCase(),
  )

  test.each(errors.filter(({ code }) => code !== 'custom'))(
    'do not repeat each other: $code $details',
    (error) => {
      const { title, text } = errorText(error, messages)
      const said = new Set(words(title).map(({ segment }) => segment))
      expect(words(text).filter(({ segment }) => said.has(segment))).toEqual([])
      expect(buttons.filter((button) => text.toLowerCase().includes(button))).toEqual([])
    },
  )
})

/** In Latin letters; East Asian ones take about two. */
const widthOf = (text: string) =>
  Array.from(text).reduce(
    (sum, character) => sum + (character > '\u1100' && character < '\uFFE6' ? 2 : 1),
    0,
  )

const plain = (text: string) => text.replace(/[\u2060-\u2069]/g, '').replaceAll('\u00A0', ' ')

test('numbers are those of the error, in usual units', () => {
  const texts = errors.map((error) => plain(messageFor(error)))
  expect(texts).toContain('icon.png is 180 × 240 px. Use at least 224 × 224 px.')
  expect(texts).toContain('icon.png is 120 MB. The limit is 100 MB.')
  expect(texts).toContain('icon.png is AVIF. Use JPG or PNG.')
  expect(texts).toContain('icon.png has 900 megapixels. The limit is 100.')
  expect(texts).toContain('Many people are searching. Please wait 2 minutes.')
  expect(texts).toContain('A search takes one image, and there were 3.')
  expect(texts).toContain('No cats today.')
})

test('what was sent but not confirmed is never called "not uploaded"', () => {
  const error = uploadError('network', 'confirm', 'confirm-again', { offline: false })
  expect(messageFor(error)).toBe(en.errors.unconfirmed.text)
})

describe('texts of the host app', () => {
  test('replace one sentence and leave the others', () => {
    const own = { errors: { 'too-small': { text: 'Please, a larger one than {size}!' } } }
    const error = rejectionError('too-small', {
      name,
      width: 180,
      height: 240,
      minWidth: 224,
      minHeight: 224,
    })
    expect(plain(messageFor(error, own))).toBe('Please, a larger one than 180 × 240!')
    expect(errorText(error, resolveMessages(own)).title).toBe('Image too small')
  })
  test('a plural is replaced as a whole', () => {
    const own = { locale: 'de', errors: { 'too-many-files': { text: { other: 'Nur ein Bild.' } } } }
    expect(messageFor(rejectionError('too-many-files', { count: 1 }), own)).toBe('Nur ein Bild.')
  })
  test('a whole language is taken as it is', () => {
    expect(resolveMessages(ko)).toEqual(ko)
    expect(resolveMessages()).toBe(en)
    expect(resolveMessages({ locale: 'en-GB', prompt: { title: undefined } }).prompt.title).toBe(
      en.prompt.title,
    )
  })
})

describe('the languages', () => {
  /** `a.b.c` → the placeholders of its text. */
  function placeholders(tree: object, path = ''): Record<string, string> {
    return Object.fromEntries(
      Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
        typeof value === 'object' && value !== null
          ? Object.entries(placeholders(value, `${path}${key}.`))
          : [[`${path}${key}`, (String(value).match(/\{\w+\}/g) ?? []).toSorted().join()]],
      ),
    )
  }
  const withoutPlurals = (messages: Messages) =>
    Object.fromEntries(
      Object.entries(placeholders(messages)).filter(([key]) => !key.includes('too-many-files')),
    )

  test.each([ko, ja])('$locale uses the placeholders that English uses', (messages) => {
    expect(withoutPlurals(messages)).toEqual(withoutPlurals(en))
  })
  test('Korean sentences are in the 해요 style, Japanese ones in です・ます', () => {
    const sentences = (messages: Messages) =>
      errors.filter(({ code }) => code !== 'custom').map((error) => messageFor(error, messages))
    for (const text of sentences(ko)) expect(text).toMatch(/(요|죠)\.$/)
    for (const text of sentences(ja)) expect(text).toMatch(/(ます|です|ません|ました|ください)。$/)
  })
})
