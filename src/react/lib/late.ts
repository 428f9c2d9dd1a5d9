import { useEffect, useState } from 'react'
import { lazy } from '../../core/platform/lazy.js'
import { onOnline } from '../../core/platform/network.js'

export interface Late<M> {
  /** Loads the module once per page. After a failure the next call tries again. */
  readonly whenLoaded: () => Promise<M>
  /** The module once it is loaded. Loaded after the first paint if it is `wanted`. */
  readonly useLate: (wanted: boolean) => M | undefined
}

/**
 * Loads a module that is not essential, after the first paint. A failure is ignored; the module is
 * loaded again when the browser reports that it is online.
 */
export function late<M>(load: () => Promise<M>): Late<M> {
  let loaded: M | undefined
  const whenLoaded = lazy(async () => {
    loaded = await load()
    return loaded
  })
  const useLate = (wanted: boolean) => {
    const [module, setModule] = useState(loaded)
    const isMissing = wanted && module === undefined
    useEffect(() => {
      if (!isMissing) return
      let shown = true
      const show = () =>
        void whenLoaded().then(
          (found) => shown && setModule(found),
          () => undefined,
        )
      show()
      const stop = onOnline(show)
      return () => {
        shown = false
        stop()
      }
    }, [isMissing])
    return module
  }
  return { whenLoaded, useLate }
}
