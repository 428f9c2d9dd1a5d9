/** Modules that are loaded when they are needed. Layer L0. */
import { isReachable, noteFailure } from './network.js'

/** A module could not be loaded. No fault of what it was needed for. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}

/** By its name, because the HEIC decoder may come from another copy of this package. */
export const isLoadError = (error: unknown): boolean =>
  error instanceof Error && error.name === 'LoadError'

/**
 * Loads a module at its first use, once. Where the browser says that it is offline, the network is
 * asked first: Firefox remembers a failed `import()` for the life of the page. A load that failed
 * is tried anew at the next use.
 * @throws LoadError
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
  return () => (loading ??= begin())
}
