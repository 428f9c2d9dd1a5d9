/** Brings an accepted picture to the screen. Layer L3. */
import type { Context } from './context.js'
import type { Accepted } from './job.js'
import { whenOnline } from './online.js'
import { canDrawOffline, hasOwnPreview, makePreview } from './prepare/index.js'
import { orientationSegment } from './scrub/orientation.js'
import { MAX_SHOWN_PIXELS } from './spec.js'
import type { InspectedImage } from './types.js'

/**
 * Begins at once, so that a worker draws while the page renders the picture's other news; shows nothing before its caller is done.
 * `signal` aborts when the picture leaves the screen. Without a preview the placeholder stays.
 */
export function showPreview({ job: { image, plan }, preview: drawn }: Accepted, context: Context, signal: AbortSignal): void {
  const { preview, options, ports } = context
  const show = (blob: Blob | undefined) => blob && !signal.aborted && preview.show(blob)
  if (drawn) return void Promise.resolve(drawn).then(show)
  const { heicDecoder, createWorker } = options()
  // What draws is loaded when it is needed: not while the page is offline, where a failed load may fail for the page's whole life.
  const isOutOfReach = ports.network.offline() && !canDrawOffline(image, createWorker)
  if (isOutOfReach) void Promise.resolve().then(() => showOriginal(image, context, signal))
  if (!hasOwnPreview(image, plan)) return
  const draw = () => makePreview(image, { signal, heicDecoder, createWorker })
  const drawing = isOutOfReach ? whenOnline(ports, signal).then(draw) : draw()
  drawing.then(show, () => undefined)
}

/** The file itself; not where it would take the memory of the page, or stay a broken picture. */
async function showOriginal(image: InspectedImage, { preview }: Context, signal: AbortSignal): Promise<void> {
  const { format, width, height, orientation } = image.header
  // WebKit does not turn PNGs.
  const isTurned = format === 'png' && orientation > 1
  if (isTurned || width * height > MAX_SHOWN_PIXELS || (format === 'heic' && !(await isDrawable(image.blob)))) return
  if (!signal.aborted) preview.standIn(format === 'jpeg' ? inFront(image) : image.blob)
}

const standIns = new WeakMap<Blob, Blob>()

/** With its orientation in front of all other metadata: where two disagree, browsers follow the first, or not the same. */
function inFront({ blob, header }: InspectedImage): Blob {
  const standIn =
    standIns.get(blob) ?? new Blob([blob.slice(0, 2), orientationSegment(header.orientation), blob.slice(2)], { type: blob.type })
  standIns.set(blob, standIn)
  return standIn
}

/** Few browsers draw HEIC. */
const isDrawable = (blob: Blob): Promise<boolean> =>
  createImageBitmap(blob).then(
    (bitmap) => (bitmap.close(), true),
    () => false,
  )
