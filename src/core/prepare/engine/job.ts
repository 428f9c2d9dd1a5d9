/**
 * What the page asks the engine for, and what the engine sends back. `postMessage` takes it all.
 */
import type { ImageHeader } from '../../image/types.js'

/** What the JPEG has to be. Dimensions in pixels as a viewer shows them. */
export interface Target {
  readonly width: number
  readonly height: number
  /** JPEG quality of the first encode, 0 to 1. */
  readonly quality: number
  /** In bytes. */
  readonly maxSize: number
  readonly minWidth: number
  readonly minHeight: number
}

/** The header fields that the engine needs. */
export type Geometry = Pick<
  ImageHeader,
  'format' | 'codedWidth' | 'codedHeight' | 'width' | 'height' | 'orientation'
>

/** One decode for the image to send (`target`), for the preview (`previewSide`), or for both. */
export interface EngineJob {
  /**
   * A whole file, as its bytes or as a blob whose type was found by content; or upright pixels,
   * which the engine closes.
   */
  readonly source: Blob | ArrayBuffer | ImageBitmap
  readonly geometry: Geometry
  readonly target?: Target | undefined
  /** Longest side of the preview, in pixels. */
  readonly previewSide?: number | undefined
}

export const isPixels = (source: EngineJob['source']): source is ImageBitmap => 'close' in source

/**
 * `undecodable`: the bytes are no whole image · `altered`: the browser falsifies canvas content ·
 * `too-big`: over the byte limit even at the smallest dimensions and quality · `too-much`: this
 * browser cannot decode or draw so many pixels · `failed`: anything else, so that another engine
 * is worth a try.
 */
export type EngineFailure = 'undecodable' | 'altered' | 'too-big' | 'too-much' | 'failed'

export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly failure: EngineFailure

  constructor(failure: EngineFailure, message: string = failure) {
    super(message)
    this.failure = failure
  }
}

/** Page to worker. */
export interface EngineRequest {
  readonly id: number
  readonly job: EngineJob
}

/** Worker to page, about one request: the preview as soon as it is drawn, then one response. */
export type EngineMessage =
  | { readonly id: number; readonly preview: Blob }
  | { readonly id: number; readonly result: Blob | undefined }
  | { readonly id: number; readonly failure: EngineFailure; readonly message: string }

/** The engine's entry point. */
type Run = (job: EngineJob, onPreview: (preview: Blob) => void) => Promise<Blob | undefined>

/**
 * The worker's side: runs jobs as the page sends them.
 * @param run the engine's `run`, for images with a CMYK profile another one
 */
export function serve(run: Run): void {
  const respond = (message: EngineMessage | { ready: true }) => self.postMessage(message)
  self.onmessage = async ({ data: { id, job } }: MessageEvent<EngineRequest>) => {
    try {
      respond({ id, result: await run(job, (preview) => respond({ id, preview })) })
    } catch (error) {
      const failure = error instanceof EngineError ? error.failure : 'failed'
      respond({ id, failure, message: String(error) })
    }
  }
  respond({ ready: true })
}
