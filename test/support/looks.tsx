/**
 * Every look of the gallery, and every error, on one page. The tests of the style sheet measure
 * them.
 */
import { gallery, oneImage, SAMPLE_PROGRESS, type Look } from '../fixtures/gallery.js'
import type { UploadFailure } from '../../src/core/errors.js'
import type { UploadState } from '../../src/core/uploader/state.js'
import { cleanup, dragData, drawPreview, fireDrag, mountAll, testUploader } from './look.js'
import type { LookProps } from '../../src/react/props.js'

document.body.style.fontFamily = 'system-ui, "Noto Sans CJK KR", sans-serif'

export const looks: readonly Look[] = gallery(await drawPreview())

/** At least one look for each status and for each visible part. */
const MAIN = [
  'Invitation',
  'Drag: accepted',
  'Checking',
  'Preparing, no preview yet',
  'Getting a link',
  'Ready, last minute',
  'Ready, other rejected',
  'Uploading',
  'Uploading, other rejected',
  'Finishing',
  'Waiting: offline',
  'Uploaded, animated',
  'Failed: connection',
  'Failed: choose another',
  'Rejected: format',
  'Disabled',
  'Disabled, with a value',
]
export const mainLooks: readonly Look[] = looks.filter(({ name }) => MAIN.includes(name))

const TYPES = { accept: 'image/png', reject: 'application/pdf', unknown: '' }

type Read<T> = (root: HTMLElement, look: Look) => T

/** A width in pixels, and an element that the looks are rendered into. */
interface Place {
  readonly width: number
  readonly container?: HTMLElement | undefined
}

/** Renders every look at once and calls `read` for each. */
export function each<T>(
  props: LookProps,
  place: number | Place,
  read: Read<T>,
  shown = looks,
): T[] {
  const { width, container } = typeof place === 'number' ? { width: place } : place
  const views = shown.map(({ state, remaining, look }) => ({
    control: testUploader(state, remaining ?? null),
    props: { ...props, ...look },
  }))
  const roots = mountAll(views, width, container)
  for (const [n, { drag }] of shown.entries()) {
    const surface = roots[n]?.querySelector('[data-part=surface]')
    if (drag && surface)
      fireDrag('dragenter', surface, dragData(new File(['x'], 'x', { type: TYPES[drag] })))
  }
  return readAll(roots, shown, read)
}

const readAll = <T,>(roots: readonly HTMLElement[], shown: readonly Look[], read: Read<T>): T[] =>
  shown.flatMap((look, n) => (roots[n] ? [read(roots[n], look)] : []))

/** Renders the looks that `each` has mounted in another width. */
export function eachAt<T>(width: number, read: Read<T>, shown = looks): T[] {
  const roots = [...document.querySelectorAll<HTMLElement>('main > [data-part=root]')]
  const sheet = roots[0]?.parentElement
  if (!sheet) throw new Error('nothing is mounted')
  sheet.style.inlineSize = `${width}px`
  return readAll(roots, shown, read)
}

/**
 * Each error in its looks: a rejection of the first selection, a failed upload, a rejection during
 * a running upload.
 */
export function looksOf(errors: readonly UploadFailure[]): Look[] {
  const { image, link } = oneImage()
  return errors.flatMap((error) => {
    const states: UploadState[] = [
      { status: 'idle', rejection: error },
      { status: 'error', image, error },
      // Only a selection can be rejected during a running upload.
      ...(error.phase === 'choose'
        ? [
            {
              status: 'uploading',
              image,
              link,
              progress: SAMPLE_PROGRESS,
              rejection: error,
            } as const,
          ]
        : []),
    ]
    return states.map((state) => ({
      name: `${error.code}, ${state.status}`,
      state,
      remaining: 811,
    }))
  })
}

export const surfaceOf = (root: HTMLElement) =>
  root.querySelector<HTMLElement>('[data-part=surface]') ?? root

export { cleanup }
