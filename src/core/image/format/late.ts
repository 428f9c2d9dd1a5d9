/** Loads the code that only some files need. */
import { uploadError } from '../../errors.js'
import { lazy } from '../../platform/lazy.js'
import { seemsOffline } from '../../platform/network.js'

/**
 * Loads a module at its first use. The returned function rejects with `network` where the module
 * cannot be loaded, because that is not the file's fault.
 */
export function late<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const loaded = lazy(load)
  return () =>
    loaded().catch(() => {
      throw uploadError('network', 'choose', 'choose-another', { offline: seemsOffline() })
    })
}
