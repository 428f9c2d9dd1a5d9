import { uploadError } from '../errors.js'

/** Code that only some files need: loaded once, with the first of them. */
export function late<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loaded: Module | undefined
  return async () => {
    // A load that fails may fail for the page's whole life, so that none begins offline.
    const offline = globalThis.navigator?.onLine === false
    try {
      if (loaded === undefined && offline) throw new Error('offline')
      return (loaded ??= await load())
    } catch {
      throw uploadError('network', 'choose', 'choose-another', { offline })
    }
  }
}
