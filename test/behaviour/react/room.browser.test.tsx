import { afterEach, describe, expect, test } from 'vitest'
import { oneImage, wrongFormat } from '../../fixtures/gallery.js'
import { rejectionError } from '../../../src/core/errors.js'
import { en } from '../../../src/locales/en.js'
import { ja } from '../../../src/locales/ja.js'
import { fill } from '../../../src/locales/format.js'
import { ko } from '../../../src/locales/ko.js'
import { cleanup, mount, testUploader } from '../../support/look.js'

afterEach(cleanup)

const { image, link, asset } = oneImage()
const ready = { status: 'ready', image, link } as const

describe('the remaining time of the link', () => {
  const wordsAt = (width: number, messages = en, seconds = 898) =>
    mount(testUploader(ready, seconds), { messages }, width)
      .part('validity')
      .querySelector<HTMLElement>('[data-label]')?.innerText

  const cases = [en, ko, ja].flatMap((messages) =>
    [304, 320, 440].map((width) => [messages.locale, width, messages] as const),
  )

  test.each(cases)(
    'has its label in %s at %i px, in the row of the buttons',
    (_locale, width, messages) => {
      expect(wordsAt(width, messages)).toBe(messages.labels.linkTimeLeft)
      const row = document.querySelector('[data-part=actions]')
      expect(row?.clientHeight).toBe(row?.querySelector('button')?.offsetHeight)
      const [first, ...others] = [...document.querySelectorAll('[data-part=actions] > *')].map(
        (one) => one.getBoundingClientRect(),
      )
      expect(others.map(({ top, bottom }) => (top + bottom) / 2)).toEqual(
        others.map(() => ((first?.top ?? 0) + (first?.bottom ?? 0)) / 2),
      )
    },
  )
})

describe('a name', () => {
  const named = (name: string, width: number) => {
    const { part } = mount(
      testUploader({ ...ready, image: { ...image, source: { ...image.source, name } } }),
      {},
      width,
    )
    const [short, whole] = [...part('name').querySelectorAll<HTMLElement>('bdi > *')]
    if (!short || !whole) throw new Error('no name')
    expect(part('name').textContent).toBe(name)
    return { short, whole, isWhole: whole.offsetTop === short.offsetTop, line: part('name') }
  }
  test('is shown whole where it fits', () => {
    const { short, isWhole } = named('street-market.jpg', 320)
    expect([isWhole, short.offsetWidth]).toEqual([true, 0])
  })
  test.each([320, 480])(
    'that is too long keeps both ends around its ellipsis, without a gap, at %i px',
    (width) => {
      const name = 'a-really-long-file-name-from-a-camera-or-another-device-2024-11-22.avif'
      const { short, whole, isWhole, line } = named(name, width)
      expect(isWhole).toBe(false)
      expect(whole.getBoundingClientRect().top).toBeGreaterThanOrEqual(
        line.getBoundingClientRect().bottom,
      )
      expect(Math.abs(short.offsetWidth - line.offsetWidth)).toBeLessThanOrEqual(1)
      expect(`${short.dataset.start}${short.dataset.end}`).toBe(name)
      const [start, end] = [getComputedStyle(short, '::before'), getComputedStyle(short, '::after')]
      expect(end.content).toContain('…')
      // Beginning and end meet. The room that is left is spread between the letters, so the first
      // letter is at the start of the line.
      expect(
        Math.abs(parseFloat(start.width) + parseFloat(end.width) - short.offsetWidth),
      ).toBeLessThanOrEqual(1)
      expect([start.textAlign, start.textWrap]).toEqual(['justify', 'wrap'])
    },
  )
})

describe('a name in a sentence', () => {
  const names = [
    'thumbnail-of-the-old-street-223.jpg',
    'my summer image.jpg',
    '여름휴가-사진-모음.jpg',
    '夏休みの写真まとめ.jpg',
  ]
  const cases = [en, ko, ja].flatMap((messages) =>
    names.map((name) => [messages.locale, name, messages] as const),
  )

  test.each(cases)('in %s is not broken: %s', (_locale, name, messages) => {
    for (const width of [304, 320, 360, 480]) {
      const rejection = rejectionError('too-small', {
        name,
        width: 223,
        height: 224,
        minWidth: 224,
        minHeight: 224,
      })
      const { part } = mount(testUploader({ status: 'idle', rejection }), { messages }, width)
      const shown = part('hint').querySelector('[data-whole]')
      expect(shown?.textContent).toContain(name.slice(-5))
      expect(new Set(Array.from(shown?.getClientRects() ?? [], ({ top }) => top)).size).toBe(1)
      cleanup()
    }
  })
})

describe('beside a rejected selection', () => {
  const progress = {
    loaded: 503_000,
    total: 812_000,
    fraction: 0.62,
    bytesPerSecond: 999_000,
    secondsLeft: 900,
  }
  const cases = [en, ko, ja].flatMap((messages) =>
    [320, 360, 480].map((width) => [messages.locale, width, messages] as const),
  )

  test.each(cases)(
    'an upload in %s has its text, speed and time in one line at %i px',
    (_locale, width, messages) => {
      const uploading = { status: 'uploading', image, link, progress } as const
      const { control, part, root } = mount(testUploader(uploading, 811), { messages }, width)
      const facts = () =>
        [':first-child', '[data-speed]', '[data-left]'].map((one) =>
          root.querySelector<HTMLElement>(`[data-line] > span${one}`),
        )
      const texts = () => facts().map((fact) => fact?.textContent)
      const before = texts()
      expect(before[0]).toBe(fill(messages.labels.percent, { percent: '62%' }))
      control.show({ ...uploading, rejection: wrongFormat }, 811)
      expect(texts()).toEqual(before)
      const line = part('progress').getBoundingClientRect()
      const boxes = facts().flatMap(
        (fact) => fact?.querySelector('bdi')?.getBoundingClientRect() ?? [],
      )
      expect(boxes.map(({ top }) => top)).toEqual(boxes.map(() => boxes[0]?.top))
      expect(
        boxes.map(({ right }, n) => (boxes[n + 1]?.left ?? line.right + 4) - right >= 4),
      ).toEqual([true, true, true])
      expect(part('rejection').getBoundingClientRect().bottom).toBeLessThanOrEqual(
        part('actions').getBoundingClientRect().top,
      )
    },
  )
  test('an uploaded image does not change', () => {
    const { part } = mount(
      testUploader({ status: 'success', image, asset, rejection: wrongFormat }),
    )
    expect(part('message').textContent).toContain(en.status.success)
  })
})

describe('in one row', () => {
  const compact = { variant: 'compact' } as const

  test.each([304, 480])('the remaining time of the link has its ring at %i px', (width) => {
    const { part } = mount(testUploader(ready, 898), compact, width)
    expect(part('validity').querySelector('svg')?.checkVisibility()).toBe(true)
    expect(part('actions').getBoundingClientRect().right).toBeLessThanOrEqual(
      part('remove').getBoundingClientRect().left,
    )
  })
  test.each([320, 480])('a rejection is in a bubble as wide as the row at %i px', (width) => {
    const { part } = mount(testUploader({ status: 'idle', rejection: wrongFormat }), compact, width)
    expect(Math.abs(part('hint').offsetWidth - part('surface').offsetWidth)).toBeLessThanOrEqual(2)
  })
  test.each([en, ko, ja])(
    'the offline text in $locale says that the upload waits, also beside the time of the link',
    (messages) => {
      const { part, root } = mount(
        testUploader({ status: 'waiting', image, link, reason: 'offline' }, 898),
        { ...compact, messages },
        320,
      )
      expect(part('progress').textContent).toBe(messages.status.offlineShort)
      expect(root.offsetHeight).toBe(60)
    },
  )
  test('there are no dots between speed and time, because their gaps would differ', () => {
    const progress = {
      loaded: 503_000,
      total: 812_000,
      fraction: 0.62,
      bytesPerSecond: 999_000,
      secondsLeft: 9,
    }
    const { root } = mount(
      testUploader({ status: 'uploading', image, link, progress }, 898),
      compact,
      480,
    )
    const left = root.querySelector('[data-left]')
    expect(left && getComputedStyle(left, '::before').display).toBe('none')
  })
})
