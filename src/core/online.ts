/** Waits for the network. Layer L2. */
import type { Ports } from './ports.js'

/** Resolves as soon as the browser is no longer sure to be offline; rejects with the signal's reason. */
export function whenOnline({ network, clock }: Pick<Ports, 'network' | 'clock'>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    if (!network.offline()) return resolve()
    const settle = (finish: () => void) => {
      for (const stop of stops) stop()
      signal.removeEventListener('abort', onAbort)
      finish()
    }
    const onAbort = () => settle(() => reject(signal.reason))
    const look = () => {
      if (!network.offline()) settle(resolve)
    }
    const stops = [network.onOnline(look), clock.onWake(look)]
    signal.addEventListener('abort', onAbort)
  })
}
