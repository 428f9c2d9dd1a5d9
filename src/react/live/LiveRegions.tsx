'use client'
import { useRef } from 'react'
import { late } from '../lib/late.js'
import { usePart } from '../view/context.js'

type VoiceModule = typeof import('./Voice.js')

/**
 * What the live regions announce, and what Escape does. Loaded after the first paint, because
 * nothing happens before. If loading fails, the visible texts carry the same information, and ×
 * does what Escape would do.
 */
export const voice = late((): Promise<VoiceModule> => import('./Voice.js'))

/**
 * One polite and one assertive region. Both are in the document before their text, because screen
 * readers miss a region that arrives together with its text (WCAG failure F103); so the text is
 * written into them directly instead of being rendered with them.
 */
export function LiveRegions({ voice: loaded }: { voice: VoiceModule | undefined }) {
  const status = useRef<HTMLSpanElement>(null)
  const alert = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span {...usePart('status')} ref={status} role="status" aria-atomic="true" />
      <span {...usePart('alert')} ref={alert} role="alert" aria-atomic="true" />
      {loaded && <loaded.Voice status={status} alert={alert} />}
    </>
  )
}
