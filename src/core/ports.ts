/** What the line needs from its surroundings; tests hand in their own. */
import type { Clock } from './clock.js'
import { systemClock } from './clock.js'

export interface Network {
  /** True only when the browser is sure; `false` promises nothing. */
  readonly offline: () => boolean
  readonly onOnline: (run: () => void) => () => void
}

export interface Ports {
  readonly clock: Clock
  readonly network: Network
  readonly createXhr: () => XMLHttpRequest
  /** 0 to 1, for back-off jitter. */
  readonly random: () => number
  /** Eight hex digits, for generated names. */
  readonly randomHex: () => string
}

export const browserPorts: Ports = {
  clock: systemClock,
  network: {
    offline: () => globalThis.navigator?.onLine === false,
    onOnline(run) {
      globalThis.addEventListener?.('online', run)
      return () => globalThis.removeEventListener?.('online', run)
    },
  },
  createXhr: () => new XMLHttpRequest(),
  random: () => Math.random(),
  randomHex: () => Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
}
