import { useLayoutEffect, type ReactNode } from 'react'

/**
 * Tells when React has committed what is inside: later than the component's own look at its props,
 * in the same commit.
 */
export function Committed({ run, children }: { run: () => void; children: ReactNode }) {
  useLayoutEffect(run)
  return children
}
