/** The part of libheif-js that is used here. */

export interface HeifImage {
  /** libheif's own handle, which the functions of `Libheif` need. */
  readonly handle?: unknown
  is_primary(): boolean
  get_width(): number
  get_height(): number
  has_alpha_channel(): boolean
  /** Fills `target` with RGBA. Calls `done` with `null` where the image cannot be decoded. */
  display(target: ImageData, done: (filled: ImageData | null) => void): void
  free(): void
}

export interface Libheif {
  readonly HeifDecoder: new () => { decode(bytes: ArrayBuffer): HeifImage[] }
  /**
   * Decodes to interleaved values of 16 bits if `chroma` is `heif_chroma_interleaved_RRGGBB_LE`.
   * The result has `channels` unless the decode failed.
   */
  readonly heif_js_decode_image2: (
    handle: unknown,
    colorspace: unknown,
    chroma: unknown,
  ) => Decoded | Promise<Decoded>
  readonly heif_image_release: (image: unknown) => void
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown }
  readonly heif_chroma: { readonly heif_chroma_interleaved_RRGGBB_LE: unknown }
}

interface Decoded {
  readonly image?: unknown
  readonly channels?: readonly Channel[]
}

interface Channel {
  /** A view on libheif's memory, valid until the image is released or another one is decoded. */
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly bits_per_pixel: number
}

/** Loads libheif once per realm. `wasmUrl` is absolute. */
export type LoadLibrary = (wasmUrl: string | undefined) => Promise<Libheif>

/** libheif is unavailable (wasm blocked by CSP, file missing). Unrelated to the image. */
export class NoLibrary extends Error {
  override readonly name = 'NoLibrary'
}
