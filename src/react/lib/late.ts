import { useEffect, useState } from 'react'
import { lazy } from '../../core/platform/lazy.js'
import { onOnline } from '../../core/platform/network.js'

export interface Late<M> {
  /** Loads it once for the page; a failed load is tried anew by the next one that asks. */
  readonly whenLoaded: () => Promise<M>
  /** The module from when it is there; loaded after the first paint, where it is `wanted`. */
  readonly useLate: (wanted: boolean) => M | undefined
}

/**
 * A module that the first paint does without. What it adds is missed by nobody if it cannot be
 * loaded.
 */
export function late<M>(load: () => Promise<M>): Late<M> {
  let loaded: M | undefined
  const whenLoaded = lazy(async () => (loaded = await load()))
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
