/** Loads libheif with a separate wasm file: fewer bytes, but the host app has to serve the file. */
import factory from 'libheif-js/libheif-wasm/libheif.js'
import { NoLibrary, type Libheif } from './library.js'

let library: Promise<Libheif> | undefined

/**
 * Loads libheif once.
 * @param wasmUrl absolute
 * @throws NoLibrary
 */
export function loadSplit(wasmUrl: string | undefined): Promise<Libheif> {
  library ??= load(wasmUrl ?? '').catch((error: unknown) => {
    library = undefined
    throw new NoLibrary(String(error))
  })
  return library
}

/** `\0asm`. Servers often respond to a wrong path with 200 and an HTML page. */
const MAGIC = 0x0061736d

async function load(wasmUrl: string): Promise<Libheif> {
  const response = await fetch(wasmUrl)
  const wasmBinary = await response.arrayBuffer()
  if (!response.ok || wasmBinary.byteLength < 8 || new DataView(wasmBinary).getUint32(0) !== MAGIC)
    throw new NoLibrary('not wasm')
  return factory({ wasmBinary }) as Libheif | Promise<Libheif>
}
