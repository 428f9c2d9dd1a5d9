'use client'
import { useRef } from 'react'
import { usePart } from '../view/context.js'
import type { Voice } from './Voice.js'

/**
 * One polite and one assertive region. Both are in the document before their text, because screen
 * readers miss a region that arrives together with its text (WCAG failure F103); so the text is
 * written into them directly instead of being rendered with them.
 */
export function LiveRegions({ late }: { late: { Voice: typeof Voice } | undefined }) {
  const status = useRef<HTMLSpanElement>(null)
  const alert = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span {...usePart('status')} ref={status} role="status" aria-atomic="true" />
      <span {...usePart('alert')} ref={alert} role="alert" aria-atomic="true" />
      {late && <late.Voice status={status} alert={alert} />}
    </>
  )
}
