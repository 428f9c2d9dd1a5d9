/** What the line needs from its surroundings; tests hand in their own. */
import type { Clock } from './clock.js'
import { systemClock } from './clock.js'
import {
  isReachable,
  noteFailure,
  onOnline,
  seemsOffline,
  tryAnyway,
  type Network,
} from './network.js'

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
