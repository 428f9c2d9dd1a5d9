/** Brings the line into the page: not with the first paint, and before anybody can have chosen a picture. Layer L3. */
import { uploadError } from './errors.js'
import type * as Line from './line.js'

let loading: Promise<typeof Line> | undefined

/** Loads once; a failed load is tried anew at the next call. Rejects with `network`. */
export function loadLine(): Promise<typeof Line> {
  loading ??= import('./line.js').catch(() => {
    loading = undefined
    throw uploadError('network', 'choose', 'try-again', { offline: globalThis.navigator?.onLine === false })
  })
  return loading
}

/** A failure shows where the line is needed. */
export function preloadLine(): void {
  loadLine().catch(() => undefined)
}
