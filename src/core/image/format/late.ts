import { uploadError } from '../../errors.js'
import { lazy } from '../../platform/lazy.js'
import { seemsOffline } from '../../platform/network.js'

/** Code that only some files need. A load that fails is the network's fault, not the file's. */
export function late<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const loaded = lazy(load)
  return () =>
    loaded().catch(() => {
      throw uploadError('network', 'choose', 'choose-another', { offline: seemsOffline() })
    })
}
