/** What is used of libheif-js, and the two ways to get it. */

export interface HeifImage {
  /** Of libheif itself, for the functions of `Libheif`. */
  readonly handle?: unknown
  is_primary(): boolean
  get_width(): number
  get_height(): number
  has_alpha_channel(): boolean
  /** Fills `target` with RGBA; hands over `null` where the image cannot be decoded. */
  display(target: ImageData, done: (filled: ImageData | null) => void): void
  free(): void
}

export interface Libheif {
  readonly HeifDecoder: new () => { decode(bytes: ArrayBuffer): HeifImage[] }
  /**
   * Decodes to interleaved values of 16 bits for `heif_chroma_interleaved_RRGGBB_LE`; has
   * `channels` unless it failed.
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

export interface Decoded {
  readonly image?: unknown
  readonly channels?: readonly Channel[]
}

export interface Channel {
  /**
   * A view on libheif's memory, which lasts until the image is released or something else is
   * decoded.
   */
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly bits_per_pixel: number
}

/** Loads libheif once per realm; `wasmUrl` is absolute. */
export type LoadLibrary = (wasmUrl: string | undefined) => Promise<Libheif>

/** No decoder can be had here (wasm blocked by CSP, file missing); says nothing about the image. */
export class NoLibrary extends Error {
  override readonly name = 'NoLibrary'
}
