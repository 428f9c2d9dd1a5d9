import { expect, test } from 'vitest'
import { systemClock } from './clock.js'
import { whenOnline } from './network.js'
import { browserPorts } from './ports.js'

/** A network that goes on and off at will, and counts who listens. */
function createNetwork(offline: boolean) {
  const listeners = new Set<() => void>()
  const state = { offline }
  return {
    listeners,
    set(now: boolean) {
      state.offline = now
      for (const run of [...listeners]) run()
    },
    ports: {
      clock: systemClock,
      network: {
        ...browserPorts.network,
        offline: () => state.offline,
        onOnline(run: () => void) {
          listeners.add(run)
          return () => listeners.delete(run)
        },
      },
    },
  }
}

const never = new AbortController().signal

test('online: resolves at once, and leaves no listener', async () => {
  const { ports, listeners } = createNetwork(false)
  await whenOnline(ports, never)
  expect(listeners.size).toBe(0)
})

test('offline: resolves once the browser no longer says so, and only once', async () => {
  const network = createNetwork(true)
  let done = 0
  const waiting = whenOnline(network.ports, never).then(() => done++)
  network.set(true)
  await Promise.resolve()
  expect(done).toBe(0)
  network.set(false)
  await waiting
  network.set(false)
  expect(done).toBe(1)
  expect(network.listeners.size).toBe(0)
})

test('an abort ends the wait and removes the listeners', async () => {
  const { ports, listeners } = createNetwork(true)
  const stop = new AbortController()
  const waiting = whenOnline(ports, stop.signal)
  stop.abort('enough')
  await expect(waiting).rejects.toBe('enough')
  expect(listeners.size).toBe(0)
  await expect(whenOnline(ports, stop.signal)).rejects.toBe('enough')
})
