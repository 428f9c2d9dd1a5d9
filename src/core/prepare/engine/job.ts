/** What the engine is asked for and what it answers; every value survives `postMessage`. */
import type { ImageHeader } from '../../image/types.js'

/** What the JPEG has to be. Sizes in pixels as a viewer shows them, `maxSize` in bytes. */
export interface Target {
  readonly width: number
  readonly height: number
  /** First JPEG quality, 0 to 1. */
  readonly quality: number
  readonly maxSize: number
  readonly minWidth: number
  readonly minHeight: number
}

/** The header fields that the engine needs. */
export type Geometry = Pick<
  ImageHeader,
  'format' | 'codedWidth' | 'codedHeight' | 'width' | 'height' | 'orientation'
>

/**
 * One decode that feeds the image to send (`target`), the preview (`previewSide`, its longest
 * side), or both.
 */
export interface EngineJob {
  /**
   * A whole file, as a blob typed by content or as its bytes; or upright pixels, which are closed
   * here.
   */
  readonly source: Blob | ArrayBuffer | ImageBitmap
  readonly geometry: Geometry
  readonly target?: Target | undefined
  readonly previewSide?: number | undefined
}

export const isPixels = (source: EngineJob['source']): source is ImageBitmap => 'close' in source

/**
 * `undecodable`: the bytes are no whole image · `altered`: the browser falsifies canvas content ·
 * `too-big`: over the byte limit even at the smallest size and quality · `too-much`: this browser
 * cannot decode or draw so many pixels · `failed`: anything else, worth trying another engine.
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
export interface Request {
  readonly id: number
  readonly job: EngineJob
}

/**
 * Worker to page: `ready` once its script has run, previews as soon as they are drawn, then one
 * result.
 */
export type Reply =
  | { readonly ready: true }
  | { readonly id: number; readonly preview: Blob }
  | { readonly id: number; readonly result: Blob | undefined }
  | { readonly id: number; readonly failure: EngineFailure; readonly message: string }
