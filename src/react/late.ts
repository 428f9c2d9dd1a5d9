import { useEffect, useState } from 'react'

export interface Late<M> {
  /** Loads it once for the page; a failed load is tried anew by the next one that asks. */
  readonly whenLoaded: () => Promise<M>
  /** The module from when it is there; loaded after the first paint, where it is `wanted`. */
  readonly useLate: (wanted: boolean) => M | undefined
}

/** A module that the first paint does without. What it adds is missed by nobody if it cannot be loaded. */
export function late<M>(load: () => Promise<M>): Late<M> {
  let loaded: M | undefined
  const whenLoaded = async () => (loaded ??= await load())
  const useLate = (wanted: boolean) => {
    const [module, setModule] = useState(loaded)
    useEffect(() => {
      if (wanted) whenLoaded().then(setModule, () => undefined)
    }, [wanted])
    return module
  }
  return { whenLoaded, useLate }
}
