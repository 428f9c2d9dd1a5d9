'use client'
import { useRef } from 'react'
import { late } from '../lib/late.js'
import { usePart } from '../view/context.js'

/**
 * What the regions say, and what Escape does. If it does not come, what can be seen says the same,
 * and × does it.
 */
export const voice = late(() => import('./Voice.js'))

/**
 * One polite and one assertive region. They are in the document before their text, or screen
 * readers miss it (WCAG F103), so the text is written into them directly instead of being rendered
 * with them. What is said comes after the first paint: until then nothing has happened.
 */
export function LiveRegions({ said }: { said: typeof import('./Voice.js') | undefined }) {
  const status = useRef<HTMLSpanElement>(null)
  const alert = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span {...usePart('status')} ref={status} role="status" aria-atomic="true" />
      <span {...usePart('alert')} ref={alert} role="alert" aria-atomic="true" />
      {said && <said.Voice status={status} alert={alert} />}
    </>
  )
}
