/** The preview of the image on screen: drawn after the image is accepted, revoked when it goes. */
import type { ImageHeader, InspectedImage } from '../image/types.js'
import type { Accepted, UploadJob } from '../pipeline/job.js'
import { CANCELLED } from '../platform/abort.js'
import { whenReachable } from '../platform/network.js'
import type { Ports } from '../platform/ports.js'
import { canDrawOffline, hasOwnPreview, makePreview } from '../prepare/prepare.js'
import { MAX_SHOWN_PIXELS } from '../spec.js'
import { imageOf } from './state.js'
import type { Store } from './store.js'
import type { UploaderOptions } from './uploader.js'

export class Preview {
  readonly #store: Store
  readonly #ports: Ports
  readonly #options: () => UploaderOptions
  /** Aborted when the image leaves the screen. */
  #showing = new AbortController()
  #shown: Blob | undefined
  /** False while the file itself is shown. */
  #isDrawn = false

  constructor(store: Store, ports: Ports, options: () => UploaderOptions) {
    this.#store = store
    this.#ports = ports
    this.#options = options
  }

  /** Shows an accepted image: a preview that exists already, else one that is drawn. */
  begin(accepted: Accepted): void {
    this.#showing = new AbortController()
    const { signal } = this.#showing
    draw(accepted, this.#ports, this.#options(), {
      signal,
      show: (drawn) => drawn && !signal.aborted && this.show(drawn),
      showOriginal: () => {
        // Not read before: the first read of `blob` costs time, and ends the transfer of `bytes`.
        const original = accepted.job.image.blob
        if (signal.aborted || this.#isDrawn || this.#shown === original) return
        this.#put(original, false)
      },
    })
  }

  /** Shows a preview that is drawn. */
  show(drawn: Blob): void {
    this.#put(drawn, true)
  }

  /** Revokes the object URL and keeps the image, because the view is hidden. */
  suspend(): void {
    this.#showing.abort(CANCELLED)
    this.#revoke()
  }

  /** Shows again what was kept. What was not drawn when the view was hidden is drawn now. */
  resume(job: UploadJob | undefined): void {
    const kept = imageOf(this.#store.get()) && this.#shown
    if (kept) this.#put(kept, this.#isDrawn)
    if (!(kept && this.#isDrawn) && job) this.begin({ job })
  }

  /** Revokes the object URL and forgets the image. */
  clear(): void {
    this.suspend()
    this.#shown = undefined
    this.#isDrawn = false
  }

  #put(image: Blob, isDrawn: boolean): void {
    this.#revoke()
    this.#shown = image
    this.#isDrawn = isDrawn
    const preview = URL.createObjectURL(image)
    this.#store.dispatch({ type: 'imageChanged', patch: { preview } })
  }

  #revoke(): void {
    const url = imageOf(this.#store.get())?.preview
    if (url === undefined) return
    // Removed from the state before it is revoked, so that no view renders a revoked URL.
    this.#store.dispatch({ type: 'imageChanged', patch: { preview: null } })
    URL.revokeObjectURL(url)
  }
}

interface Screen {
  readonly signal: AbortSignal
  readonly show: (drawn: Blob | undefined) => void
  /** Shows the file itself until there is a preview. */
  readonly showOriginal: () => void
}

/**
 * Draws an image. It begins at once, so that a worker draws while the page renders the accepted
 * image, and shows nothing before its caller has returned. If drawing fails, the placeholder stays.
 */
function draw(
  { job: { image, plan }, preview }: Accepted,
  ports: Ports,
  { heicDecoder, createWorker }: UploaderOptions,
  { signal, show, showOriginal }: Screen,
): void {
  if (preview) return void Promise.resolve(preview).then(show)
  // The code that draws is loaded on demand, which takes a network.
  const isOutOfReach = ports.network.offline() && !canDrawOffline(image, createWorker)
  if (isOutOfReach) void isShowable(image).then((showable) => showable && showOriginal())
  if (!hasOwnPreview(image, plan)) return
  const make = () => makePreview(image, { signal, heicDecoder, createWorker })
  const drawing = isOutOfReach ? whenReachable(ports, signal).then(make) : make()
  drawing.then(show, () => undefined)
}

/**
 * Whether a browser can show the file itself: it is not too large to decode, of a format that this
 * browser draws, and turned by every browser alike.
 */
async function isShowable({ header, blob }: InspectedImage): Promise<boolean> {
  const { format, width, height } = header
  if (isReadDifferently(header) || width * height > MAX_SHOWN_PIXELS) return false
  return format !== 'heic' || isDrawable(blob)
}

/** WebKit does not turn PNGs; Firefox reads a JPEG's first APP1 only, WebKit more than one EXIF. */
const isReadDifferently = ({ format, orientation, metadata }: ImageHeader): boolean =>
  format === 'png' ? orientation > 1 : metadata.findLastIndex(({ kind }) => kind === 'exif') > 0

/** Few browsers draw HEIC. */
const isDrawable = (blob: Blob): Promise<boolean> =>
  createImageBitmap(blob).then(
    (bitmap) => {
      bitmap.close()
      return true
    },
    () => false,
  )
