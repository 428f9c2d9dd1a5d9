/**
 * Whether the network can be reached. `navigator.onLine === false` is only a hint: some VPNs and
 * virtual adapters report it although every request succeeds, and so does a laptop without a
 * network whose pages come from localhost. A request verifies it before anything waits for the
 * network.
 */
import { abortable } from './abort.js'
import type { Clock } from './clock.js'

export interface Network {
  /** Whether the browser says that it is offline. `false` does not mean that requests succeed. */
  readonly offline: () => boolean
  /** Sends a request if the browser says that it is offline. */
  readonly reachable: () => Promise<boolean>
  /** Calls back when the browser says that it is online again, or the user wants to try anyway. */
  readonly onOnline: (run: () => void) => () => void
  /** The user wants to try although the browser says that it is offline. */
  readonly tryAnyway: () => void
  /**
   * Notes that a request ended without a response.
   * @returns `offline()`
   */
  readonly failed: () => boolean
}

/** The ports that a wait for the network uses. */
interface Surroundings {
  readonly network: Network
  readonly clock: Clock
}

/** Time limit of the request that verifies the hint, in milliseconds. */
const PROBE_TIMEOUT_MS = 5_000

let overruled = false
let probing: Promise<boolean> | undefined
const triers = new Set<() => void>()

/** @returns whether the browser says that it is offline, and the user has not overruled it */
export function seemsOffline(): boolean {
  const hint = globalThis.navigator?.onLine === false
  overruled &&= hint
  return hint && !overruled
}

/**
 * The user's "Try anyway": everything on the page that waits for the network continues. The
 * browser's hint is ignored until a request fails.
 */
export function tryAnyway(): void {
  overruled = true
  for (const run of [...triers]) run()
}

/**
 * Calls `run` each time the browser says that it is online again, and at each `tryAnyway()`.
 * @returns a function that ends it
 */
export function onOnline(run: () => void): () => void {
  triers.add(run)
  globalThis.addEventListener?.('online', run)
  return () => {
    triers.delete(run)
    globalThis.removeEventListener?.('online', run)
  }
}

/**
 * Notes that a request ended without a response, so that the browser's hint counts again.
 * @returns whether the browser says that it is offline
 */
export function noteFailure(): boolean {
  overruled = false
  return seemsOffline()
}

/**
 * @returns true if the browser does not say that it is offline; else whether a small request gets
 * any response
 */
export async function isReachable(): Promise<boolean> {
  if (!seemsOffline()) return true
  probing ??= probe().finally(() => {
    probing = undefined
  })
  return probing
}

async function probe(): Promise<boolean> {
  const address = ownAddress()
  // Outside of a page no address is known, and the request itself shows whether it can be reached.
  if (!/^https?:/.test(address)) return true
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PROBE_TIMEOUT_MS)
  try {
    // Any response counts, also an opaque one, a redirect or a 404.
    await fetch(address, {
      method: 'HEAD',
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: stop.signal,
    })
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/**
 * @returns the address of the running script, or of the page if the script's is unknown. It is
 * taken from a stack trace, which contains it with every bundler and in every engine. The address
 * of a chunk is known only to the bundler, and `import.meta.url` cannot be used: webpack replaces
 * it with a path on the builder's disk, and CommonJS test runners cannot parse it.
 */
function ownAddress(): string {
  const script = /https?:\/\/[^\s)]+?(?=:\d+:\d+)/.exec(new Error('where').stack ?? '')
  return script?.[0] ?? globalThis.location?.href ?? ''
}

/**
 * Waits until the network can be reached.
 * @param onWait called before a wait begins; not called if the network can be reached
 * @returns whether it had to wait
 * @throws the signal's reason
 */
export async function whenReachable(
  ports: Surroundings,
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
 * Calls `run` each time the network may be back: it is online again, the user wants to try anyway,
 * or a throttled or frozen page runs again.
 * @returns a function that ends it
 */
export function onReturn({ network, clock }: Surroundings, run: () => void): () => void {
  const stops = [network.onOnline(run), clock.onWake(run)]
  return () => stops.forEach((stop) => stop())
}

/**
 * Waits until `navigator.onLine` is no longer `false`, or the user wants to try anyway.
 * @throws the signal's reason
 */
export const whenOnline = (ports: Surroundings, signal: AbortSignal): Promise<void> =>
  abortable(signal, (resolve) => {
    const look = () => {
      if (!ports.network.offline()) resolve()
    }
    const stop = onReturn(ports, look)
    look()
    return stop
  })
