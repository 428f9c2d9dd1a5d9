// Names of the greatest length of file systems: the end, with the extension, is visible, and the
// whole name is in the text and the tooltip.
import { afterEach, describe, expect, test } from 'vitest'
import { oneImage, SAMPLE_PROGRESS } from '../../fixtures/gallery.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { everyError } from '../../support/errors.js'
import { cleanup, each, looksOf, surfaceOf } from '../../support/looks.js'
import { cutTexts } from '../../support/room.js'

const long = (letters: string, extension: string) =>
  Array.from(letters.repeat(244))
    .slice(0, 244 - extension.length)
    .join('') + extension

const NAMES: readonly (readonly [what: string, name: string])[] = [
  ['Latin', long('holiday-in-busan-', '.jpg')],
  ['one word', long('a', '.jpeg')],
  ['Korean', long('부산여행사진', '.png')],
  ['decomposed Korean', long('부산 여행 사진 '.normalize('NFD'), '.png').normalize('NFD')],
  ['emoji', long('🏖️👨‍👩‍👧‍👦', '.webp')],
  ['short', 'a.jpg'],
]

afterEach(cleanup)

function statesOf(name: string): UploadState[] {
  const { raw, image, link, asset } = oneImage()
  const named = { ...image, source: { ...image.source, name } }
  return [
    { status: 'preparing', image: { ...raw, source: named.source }, link },
    { status: 'ready', image: named, link },
    { status: 'uploading', image: named, link, progress: SAMPLE_PROGRESS },
    { status: 'success', image: named, asset },
  ]
}

/**
 * True if the whole name is visible in its line, or else its short form, which ends with the
 * extension.
 */
function extensionIsSeen(root: HTMLElement, extension: string): boolean {
  const bdi = root.querySelector<HTMLElement>('[data-part=name] bdi')
  const [short, whole] = [bdi?.querySelector('i'), bdi?.querySelector('span')]
  if (
    !bdi ||
    !short ||
    !whole ||
    bdi.getBoundingClientRect().right > root.getBoundingClientRect().right
  )
    return false
  const { top, right } = whole.getBoundingClientRect()
  const frame = bdi.getBoundingClientRect()
  if (top < frame.bottom && right <= frame.right + 1) return true
  const end = getComputedStyle(short, '::after').content
  return (
    top >= frame.bottom - 1 &&
    end.endsWith(`${extension}"`) &&
    short.clientWidth > 0 &&
    short.scrollWidth <= short.clientWidth
  )
}

describe.each(NAMES)('a name in %s', (_what, name) => {
  const extension = name.slice(name.lastIndexOf('.'))
  const whole = name.normalize('NFC')

  test.each([300, 440])(
    'at %i px shows its extension; the text, the tooltip and the trigger have the whole name',
    (width) => {
      const shown = statesOf(name).map((state) => ({ name: state.status, state, remaining: 811 }))
      const seen = each(
        {},
        width,
        (root, look) => ({
          look: look.name,
          extension: extensionIsSeen(root, extension),
          seen: root.querySelector('[data-part=name] bdi')?.textContent,
          heard: root.querySelector('[data-part=name] bdi > :not([aria-hidden])')?.textContent,
          tip: root.querySelector<HTMLElement>('[data-part=name] i')?.title,
          isSilent: root.querySelector('[data-part=name]')?.closest('[aria-hidden]') != null,
          chooser: root.querySelector('[data-part=trigger]')?.textContent.endsWith(whole),
          remove: root.querySelector('[data-part=remove]')?.ariaLabel?.includes(extension),
          wide: root.scrollWidth,
        }),
        shown,
      )
      const wanted = {
        extension: true,
        seen: whole,
        heard: whole,
        tip: whole,
        isSilent: false,
        chooser: true,
        remove: true,
        wide: width,
      }
      expect(seen).toEqual(shown.map((look) => ({ look: look.name, ...wanted })))
    },
  )

  test('does not widen the box while the file is validated', () => {
    const { image, asset } = oneImage()
    const previous: UploadState = { status: 'success', image, asset }
    const shown = [name, 'a.jpg'].map((one) => ({
      name: one,
      state: { status: 'checking', source: { ...image.source, name: one }, previous } as const,
    }))
    for (const variant of ['card', 'compact'] as const) {
      const sizes = each({ variant }, 320, (root) => surfaceOf(root).offsetHeight, shown)
      expect(sizes[0], variant).toBe(sizes[1])
      cleanup()
    }
  })

  test('does not widen the sentence of any error', () => {
    const faults = each(
      {},
      300,
      (root, look) => ({ look: look.name, wide: root.scrollWidth, cut: cutTexts(root) }),
      looksOf(everyError(name)),
    )
    expect(faults.length).toBeGreaterThan(60)
    expect(faults.filter(({ wide, cut }) => wide > 300 || cut.length > 0)).toEqual([])
  })
})

test.each([
  ['holiday-in-busan-2026-11-26-haeundae.jpg', 'undae.jpg'],
  ['부산-여행-사진-2026-11-26-해운대-해수욕장-저녁.jpg', '저녁.jpg'],
  ['東京-旅行-2026-11-26-浅草寺-雷門-夜.jpg', '夜.jpg'],
  ['東京-旅行-2026-11-26-浅草寺-雷門-夜（１）.jpg', '１）.jpg'],
  ['صورة-من-رحلتنا-الى-بوسان-في-المساء-الجميل.jpg', '.jpg'],
])('%s ends with %s', (name, end) => {
  const shown = statesOf(name).map((state) => ({ name: state.status, state, remaining: 811 }))
  const ends = each(
    {},
    300,
    (root) => root.querySelector<HTMLElement>('[data-part=name] i')?.dataset.end,
    shown,
  )
  expect(ends).toEqual(shown.map(() => end))
})
