/** What the pipeline uses of its environment. Tests pass their own. */
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
  /** A number from 0 to 1, for the jitter of the back-off. */
  readonly random: () => number
  /** Eight hexadecimal digits, for generated file names. */
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
