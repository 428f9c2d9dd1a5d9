/** The time at the service, whose gateway rejects a signature that is more than 5 minutes off. */

/** In ms. Less than the gateway's 5 minutes, because `Date` has whole seconds and is late. */
const MIN_SKEW_MS = 4 * 60_000

export interface ServiceClock {
  /** Milliseconds since the epoch, as the service counts them. */
  now(): number
  /**
   * Learns from the `Date` of a response that rejected a signature.
   * @returns by how much the service is ahead, in ms; `undefined` if time is not the reason
   */
  learn(date: string | null): number | undefined
}

/** @param now this server's time, in milliseconds since the epoch */
export function createServiceClock(now: () => number): ServiceClock {
  let offset = 0
  return {
    now: () => Math.round(now() + offset),
    learn(date) {
      const ahead = Date.parse(date ?? '') - now()
      // Compared with the offset in use: this server's clock may have been set right meanwhile.
      if (!(Math.abs(ahead - offset) > MIN_SKEW_MS)) return undefined
      offset = ahead
      return Math.round(ahead)
    },
  }
}
