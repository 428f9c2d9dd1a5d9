import { useLayoutEffect, type ReactNode } from 'react'

/**
 * Reports when React has committed its children. That is after the component has read its props in
 * the same commit.
 */
export function Committed({ run, children }: { run: () => void; children: ReactNode }) {
  useLayoutEffect(run)
  return children
}
