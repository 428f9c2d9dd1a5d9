// WCAG 1.4.4, 1.4.10 and 1.4.12: a phone of 320 px or a desktop page at 400 %, larger text, and
// wider text.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { en } from '../../../src/locales/en.js'
import { ja } from '../../../src/locales/ja.js'
import { ko } from '../../../src/locales/ko.js'
import { everyError } from '../../support/errors.js'
import { cleanup, each, looks, looksOf } from '../../support/looks.js'
import { brokenWords, cutTexts, onPreview, overlaps, textsIn } from '../../support/room.js'

/** Each setting needs more room than the default text. */
const MODES = {
  'with the text spacing of 1.4.12': `
    main * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    main p { margin-block-end: 2em !important }`,
  'with text of 200 %': 'html { font-size: 200% }',
}

const sheet = document.createElement('style')
beforeAll(async () => {
  document.head.append(sheet)
  document.body.style.margin = '0'
  await page.viewport(320, 256)
})
afterEach(() => {
  cleanup()
  sheet.textContent = ''
})
afterAll(() => {
  sheet.remove()
  document.body.style.margin = ''
})

const shown = [
  ...looks,
  ...looksOf(everyError('a-really-long-file-name-from-a-camera-2024-11-22.avif')),
]

const cases = Object.keys(MODES).flatMap((mode) =>
  [en, ko, ja].map((messages) => [mode, messages.locale, messages] as const),
)

describe('at 320 × 256 px', () => {
  test.each(cases)(
    '%s, in %s, every state and every error is readable as a whole',
    (mode, _locale, messages) => {
      sheet.textContent = MODES[mode as keyof typeof MODES]
      for (const variant of ['card', 'compact'] as const) {
        const faults = each(
          { messages, variant },
          300,
          (root, { name }) => ({
            look: `${variant}: ${name}`,
            lang: root.lang,
            wide: root.scrollWidth - 300,
            cut: cutTexts(root),
            on: overlaps(root),
          }),
          shown,
        )
        expect(faults.map(({ lang }) => lang)).toEqual(shown.map(() => messages.locale))
        expect(
          faults.filter(({ wide, cut, on }) => wide > 0 || cut.length > 0 || on.length > 0),
        ).toEqual([])
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
        cleanup()
      }
    },
  )

  test.each([en, ko])(
    'with text of 200 %, in $locale, no word is broken, and nothing covers the image',
    (messages) => {
      sheet.textContent = MODES['with text of 200 %']
      for (const variant of ['card', 'compact'] as const) {
        const faults = each({ messages, variant }, 300, (root, { name }) => [
          `${variant}: ${name}`,
          ...brokenWords(root),
          ...onPreview(root),
        ])
        expect(faults.filter(({ length }) => length > 1)).toEqual([])
        cleanup()
      }
    },
  )

  test('the test detects a text that is clipped, and one that covers another', () => {
    const [root] = each({}, 300, (one) => one, looks.slice(0, 1))
    if (!root) throw new Error('nothing shown')
    expect(textsIn(root).length).toBeGreaterThan(3)
    const hint = root.querySelector<HTMLElement>('[data-part=hint]')
    hint?.style.setProperty('overflow', 'hidden')
    hint?.style.setProperty('block-size', '10px')
    expect(cutTexts(root).length).toBeGreaterThan(0)
    root
      .querySelector<HTMLElement>('[data-part=title]')
      ?.style.setProperty('margin-block-end', '-20px')
    hint?.style.setProperty('overflow', 'visible')
    expect(overlaps(root).length).toBeGreaterThan(0)
  })
})
