/** Loading modules on demand. */
import { isReachable, noteFailure } from './network.js'

/** A module could not be loaded. It says nothing about the image that needed it. */
class LoadError extends Error {
  override readonly name = 'LoadError'
}

/** Compares the name, because the HEIC decoder may come from another copy of this package. */
export const isLoadError = (error: unknown): boolean =>
  error instanceof Error && error.name === 'LoadError'

/**
 * Loads a module at its first use, once. If the browser says that it is offline, a request verifies
 * it first, because Firefox remembers a failed `import()` for the lifetime of the page. A load that
 * failed is repeated at the next use.
 * @param load the `import()`
 * @returns a function that returns the module, and rejects with `LoadError`
 */
export function lazy<M>(load: () => Promise<M>): () => Promise<M> {
  let loading: Promise<M> | undefined
  const begin = async () => {
    try {
      if (await isReachable()) return await load()
    } catch {
      noteFailure()
    }
    loading = undefined
    throw new LoadError('a module could not be loaded')
  }
  return () => {
    loading ??= begin()
    return loading
  }
}
