/** Brings an accepted image to the screen. Layer L3. */
import type { Context } from './context.js'
import type { Accepted } from '../pipeline/job.js'
import { whenReachable } from '../platform/network.js'
import { canDrawOffline, hasOwnPreview, makePreview } from '../prepare/prepare.js'
import { MAX_SHOWN_PIXELS } from '../spec.js'
import type { ImageHeader, InspectedImage } from '../image/types.js'

/**
 * Begins at once, so that a worker draws while the page renders the image's other news; shows
 * nothing before its caller is done. `signal` aborts when the image leaves the screen. Without a
 * preview the placeholder stays.
 */
export function showPreview(
  { job: { image, plan }, preview: drawn }: Accepted,
  context: Context,
  signal: AbortSignal,
): void {
  const { preview, options, ports } = context
  const show = (blob: Blob | undefined) => blob && !signal.aborted && preview.show(blob)
  if (drawn) return void Promise.resolve(drawn).then(show)
  const { heicDecoder, createWorker } = options()
  // What draws is loaded when it is needed: not while the network cannot be reached.
  const isOutOfReach = ports.network.offline() && !canDrawOffline(image, createWorker)
  if (isOutOfReach) void Promise.resolve().then(() => showOriginal(image, context, signal))
  if (!hasOwnPreview(image, plan)) return
  const draw = () => makePreview(image, { signal, heicDecoder, createWorker })
  const drawing = isOutOfReach ? whenReachable(ports, signal).then(draw) : draw()
  drawing.then(show, () => undefined)
}

/**
 * The file itself; not where it would take the memory of the page, or stay a broken image, or stand
 * otherwise than it should.
 */
async function showOriginal(
  { header, blob }: InspectedImage,
  { preview }: Context,
  signal: AbortSignal,
): Promise<void> {
  const { format, width, height } = header
  if (
    isReadDifferently(header) ||
    width * height > MAX_SHOWN_PIXELS ||
    (format === 'heic' && !(await isDrawable(blob)))
  )
    return
  if (!signal.aborted) preview.standIn(blob)
}

/** WebKit does not turn PNGs; Firefox reads a JPEG's first APP1 only, WebKit more EXIF than one. */
const isReadDifferently = ({ format, orientation, metadata }: ImageHeader): boolean =>
  format === 'png' ? orientation > 1 : metadata.findLastIndex(({ kind }) => kind === 'exif') > 0

/** Few browsers draw HEIC. */
const isDrawable = (blob: Blob): Promise<boolean> =>
  createImageBitmap(blob).then(
    (bitmap) => (bitmap.close(), true),
    () => false,
  )
