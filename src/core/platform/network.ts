/**
 * Whether there is a network. `navigator.onLine === false` is only a hint: some VPNs and virtual
 * adapters report it although every request works, and so does a laptop without a network whose
 * pages come from localhost. So it is asked before it is believed. Layer L0.
 */

import type { Clock } from './clock.js'

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

/** What a wait for the network needs; `Ports` has it. */
interface Surroundings {
  readonly network: Network
  readonly clock: Clock
}

/** A response that takes longer counts as none, in milliseconds. */
const LONGEST_QUESTION_MS = 5_000

let overruled = false
let asking: Promise<boolean> | undefined
const triers = new Set<() => void>()

/** The browser says so, and the user has not overruled it. */
export function seemsOffline(): boolean {
  const hint = globalThis.navigator?.onLine === false
  overruled &&= hint
  return hint && !overruled
}

/**
 * The user's "Try anyway": for the whole page what waits for the network goes on, until a request
 * fails.
 */
export function tryAnyway(): void {
  overruled = true
  for (const run of [...triers]) run()
}

/**
 * Calls `run` when the browser says that it is online again, and at every `tryAnyway()`. Returns
 * what ends it.
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
 * A request ended without a response: the hint counts again. Returns whether the browser says that
 * it is offline.
 */
export function noteFailure(): boolean {
  overruled = false
  return seemsOffline()
}

/**
 * True at once while the browser does not say that it is offline; else true if any response comes
 * to a small request.
 */
export async function isReachable(): Promise<boolean> {
  if (!seemsOffline()) return true
  return (asking ??= ask().finally(() => (asking = undefined)))
}

async function ask(): Promise<boolean> {
  const address = ownAddress()
  // Outside of a page there is nothing to ask: the request itself is the question.
  if (!/^https?:/.test(address)) return true
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), LONGEST_QUESTION_MS)
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
 * A script of the same deployment as what is to be loaded. The address of a chunk is known to the
 * bundler alone, and `import.meta.url` is no way to it: webpack replaces it with a path on the
 * builder's disk, and CommonJS test runners cannot parse it. A stack names the running script in
 * every bundler and engine; without one the page itself is asked.
 */
function ownAddress(): string {
  const script = /https?:\/\/[^\s)]+?(?=:\d+:\d+)/.exec(new Error('where').stack ?? '')
  return script?.[0] ?? globalThis.location?.href ?? ''
}

/**
 * Resolves at once where the network can be reached, whatever the browser says; else calls `onWait`
 * and resolves once it may be back. Rejects with the signal's reason. Returns whether it had to
 * wait.
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
 * Resolves as soon as the browser no longer says that it is offline, or the user wants to try
 * anyway; rejects with the signal's reason.
 */
export function whenOnline({ network, clock }: Surroundings, signal: AbortSignal): Promise<void> {
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
