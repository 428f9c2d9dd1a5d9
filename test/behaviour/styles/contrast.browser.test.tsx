// WCAG 1.4.3 and 1.4.11: text 4.5 to 1, everything else that must be visible 3 to 1. axe checks
// only text, and no states of the pointer or the focus.
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { oneImage } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { dragData, fireDrag, mount, testUploader } from '../../support/look.js'
import { cleanup, each, surfaceOf } from '../../support/looks.js'
import {
  barContrasts,
  backgroundOf,
  buttonContrasts,
  colourOf,
  edgeContrast,
  iconContrasts,
  ratio,
  textContrasts,
} from '../../support/contrast.js'

const { image, link, asset } = oneImage()
const SCHEMES = ['light', 'dark'] as const

function paint(scheme: (typeof SCHEMES)[number]): void {
  document.documentElement.style.colorScheme = scheme
  document.body.style.background = scheme === 'dark' ? '#0f1115' : '#fff'
}
afterEach(cleanup)
afterAll(() => {
  document.documentElement.style.colorScheme = ''
  document.body.style.background = ''
})

/** Everything in a root with too little contrast. */
function pale(root: Element): string[] {
  // Delayed content is shown by now.
  for (const animation of root.getAnimations({ subtree: true })) animation.cancel()
  const faults = [
    ...textContrasts(root).filter(({ is }) => is < 4.5),
    ...[...iconContrasts(root), ...buttonContrasts(root), ...barContrasts(root)].filter(
      ({ is }) => is < 3,
    ),
  ]
  return faults.map(({ what, is }) => `${what} ${is.toFixed(2)}`)
}

describe.each(SCHEMES)('in a %s page', (scheme) => {
  test.each(['card', 'compact'] as const)(
    'text, icons, buttons and bar of every state, also disabled and during a drag: %s',
    (variant) => {
      paint(scheme)
      const faults = each({ variant, capture: true }, 440, (root, { name }) => [
        name,
        ...pale(root),
      ])
      expect(faults.filter(({ length }) => length > 1)).toEqual([])
    },
  )

  test('the border of the zone, and of the overlay during a drag', () => {
    paint(scheme)
    const lines = each({}, 440, (root, { name }) => {
      const zone =
        root.querySelector('[data-part=dropzone]') === null || root.hasAttribute('data-disabled')
          ? undefined
          : surfaceOf(root)
      const edges = [zone, root.querySelector('[data-part=overlay]')].flatMap((element) =>
        element ? [edgeContrast(element)] : [],
      )
      return { name, edges }
    })
    expect(lines.flatMap(({ edges }) => edges).length).toBeGreaterThan(10)
    expect(lines.filter(({ edges }) => edges.some((is) => is < 3))).toEqual([])
  })

  test('the cover of the page', async () => {
    paint(scheme)
    mount(testUploader(), { dropOnPage: true })
    for (const type of ['image/png', 'application/pdf']) {
      fireDrag('dragenter', document.body, dragData(new File(['x'], 'x', { type })))
      const cover = document.querySelector('.siu-page')
      if (cover === null) throw new Error('no cover')
      expect(pale(cover)).toEqual([])
      expect(
        ratio(colourOf(getComputedStyle(cover).borderTopColor), backgroundOf(cover)),
      ).toBeGreaterThanOrEqual(3)
      fireDrag('dragleave', document.body, dragData(new File(['x'], 'x', { type })))
    }
  })

  const POINTED: Readonly<Record<string, UploadState>> = {
    empty: { status: 'idle' },
    ready: { status: 'ready', image, link },
    uploaded: { status: 'success', image, asset },
    'failed for good': {
      status: 'error',
      image,
      error: uploadError('upload-rejected', 'confirm', 'choose-another', { reason: 'size' }),
    },
  }
  test('each button under the pointer, and the focus ring of each button', async () => {
    paint(scheme)
    const seen: string[] = []
    for (const [name, state] of Object.entries(POINTED)) {
      for (const variant of ['card', 'compact'] as const) {
        const { root } = mount(testUploader(state, 842), { variant })
        const buttons = [...root.querySelectorAll('button')]
        for (const button of buttons) {
          await userEvent.hover(button)
          expect(button.matches(':hover')).toBe(true)
          expect(pale(root), `${name}, ${variant}, pointer on ${button.dataset.part}`).toEqual([])
        }
        for (let n = 0; n < buttons.length; n++) {
          await userEvent.keyboard('{Tab}')
          const button = document.activeElement ?? document.body
          const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(button)
          seen.push(`${button.getAttribute('data-part')}`)
          expect([outlineStyle, outlineWidth]).toEqual(['solid', '2px'])
          // The ring is outside of the button, on the background around it.
          for (const around of [surfaceOf(root), root]) {
            expect(
              ratio(colourOf(outlineColor), backgroundOf(around)),
              `${name}, ring`,
            ).toBeGreaterThanOrEqual(3)
          }
        }
        cleanup()
      }
    }
    expect(new Set(seen)).toEqual(new Set(['trigger', 'primary', 'remove']))
  })
})
