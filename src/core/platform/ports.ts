/** What the line needs from its surroundings; tests hand in their own. */
import type { Clock } from './clock.js'
import { systemClock } from './clock.js'
import { isReachable, noteFailure, onOnline, seemsOffline, tryAnyway } from './reach.js'

export interface Network {
  /** The browser says so: a hint. `false` promises nothing. */
  readonly offline: () => boolean
  /** Asks the network where the browser says that it is offline. */
  readonly reachable: () => Promise<boolean>
  /** The browser is online again, or the user wants to try anyway. */
  readonly onOnline: (run: () => void) => () => void
  readonly tryAnyway: () => void
  /** Notes that a request ended without a response; returns `offline()`. */
  readonly failed: () => boolean
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
    offline: seemsOffline,
    reachable: isReachable,
    onOnline,
    tryAnyway,
    failed: noteFailure,
  },
  createXhr: () => new XMLHttpRequest(),
  random: () => Math.random(),
  randomHex: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
}
