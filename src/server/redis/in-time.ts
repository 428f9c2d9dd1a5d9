/** A time limit that a busy event loop does not use up. */

const TICK_MS = 50
const TICKS = 3

/**
 * Waits at most 150 ms, in which the event loop has to run: after a stall a timer comes first and
 * only then what has arrived meanwhile, so a single timer would end requests that were answered.
 * @returns what the promise resolves to
 * @throws what the promise throws, or an Error after the time
 */
export function inTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let ticks = 0
    const tick = () => {
      ticks += 1
      if (ticks < TICKS) timer = setTimeout(tick, TICK_MS)
      else reject(new Error(`no response in ${TICKS * TICK_MS} ms`))
    }
    let timer = setTimeout(tick, TICK_MS)
    void promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
