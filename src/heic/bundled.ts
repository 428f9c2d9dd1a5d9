/** Loads libheif with its wasm inside the script, which works wherever scripts load. */
import factory from 'libheif-js/libheif-wasm/libheif-bundle.mjs'
import { NoLibrary, type Libheif } from './library.js'

let library: Promise<Libheif> | undefined

/**
 * Loads libheif once.
 * @throws NoLibrary
 */
export function loadBundled(): Promise<Libheif> {
  library ??= Promise.resolve()
    .then(() => factory() as Libheif | Promise<Libheif>)
    .catch((error: unknown) => {
      library = undefined
      throw new NoLibrary(String(error))
    })
  return library
}
