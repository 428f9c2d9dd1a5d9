'use client'
import { useEffect, useRef, useState } from 'react'
import { usePart } from './context.js'
import type * as VoiceModule from './Voice.js'

/**
 * One polite and one assertive region. They are in the document before their text, or screen readers miss it (WCAG F103),
 * so the text is written into them directly instead of being rendered with them. What is said comes after the first
 * paint: until then nothing has happened.
 */
export function LiveRegions() {
  const status = useRef<HTMLSpanElement>(null)
  const alert = useRef<HTMLSpanElement>(null)
  const voice = useVoice()
  return (
    <>
      <span {...usePart('status')} ref={status} role="status" aria-atomic="true" />
      <span {...usePart('alert')} ref={alert} role="alert" aria-atomic="true" />
      {voice && <voice.Voice status={status} alert={alert} />}
    </>
  )
}

let loaded: typeof VoiceModule | undefined

/** Loads what the regions say, once for the page; a failed load is tried anew by the next uploader. */
export async function loadVoice(): Promise<typeof VoiceModule> {
  return (loaded ??= await import('./Voice.js'))
}

function useVoice(): typeof VoiceModule | undefined {
  const [voice, setVoice] = useState(loaded)
  useEffect(() => {
    let isShown = true
    loadVoice().then(
      (module) => isShown && setVoice(module),
      () => undefined, // What can be seen says the same.
    )
    return () => {
      isShown = false
    }
  }, [])
  return voice
}
