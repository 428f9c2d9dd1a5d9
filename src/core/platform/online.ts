/** Waits for the network. Layer L2. */
import type { Ports } from './ports.js'

/**
 * Resolves at once where the network can be reached, whatever the browser says; else calls `onWait`
 * and resolves once it may be back. Rejects with the signal's reason. Returns whether it had to
 * wait.
 */
export async function whenReachable(
  ports: Pick<Ports, 'network' | 'clock'>,
  signal: AbortSignal,
  onWait: () => void = () => {},
): Promise<boolean> {
  if (!ports.network.offline() || (await ports.network.reachable())) return false
  signal.throwIfAborted()
  onWait()
  await whenOnline(ports, signal)
  return true
}

/**
 * Resolves as soon as the browser no longer says that it is offline, or the user wants to try
 * anyway; rejects with the signal's reason.
 */
export function whenOnline(
  { network, clock }: Pick<Ports, 'network' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    if (!network.offline()) return resolve()
    const finish = (then: () => void) => {
      for (const stop of stops) stop()
      signal.removeEventListener('abort', onAbort)
      then()
    }
    const onAbort = () => finish(() => reject(signal.reason))
    const look = () => {
      if (!network.offline()) finish(resolve)
    }
    const stops = [network.onOnline(look), clock.onWake(look)]
    signal.addEventListener('abort', onAbort)
  })
}
