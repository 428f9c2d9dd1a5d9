/** What is used of libheif-js, and the two ways to get it. */

export interface HeifImage {
  is_primary(): boolean
  get_width(): number
  get_height(): number
  /** Fills `target` with RGBA; hands over `null` where the picture cannot be decoded. */
  display(target: ImageData, done: (filled: ImageData | null) => void): void
  free(): void
}

export interface Libheif {
  readonly HeifDecoder: new () => { decode(bytes: ArrayBuffer): HeifImage[] }
}

/** Loads libheif once per realm; `wasmUrl` is absolute. */
export type LoadLibrary = (wasmUrl: string | undefined) => Promise<Libheif>

/** No decoder can be had here (wasm blocked by CSP, file missing); says nothing about the picture. */
export class NoLibrary extends Error {
  override readonly name = 'NoLibrary'
}
