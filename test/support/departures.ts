/** Counts the calls that left within any window of time. */

/**
 * @param times When each call left, in ms, in any order.
 * @param windowMs Length of the window, without its end.
 * @returns The largest number of calls in a window that begins with one of them.
 */
export function mostInAnyWindow(times: readonly number[], windowMs = 1_000): number {
  const sorted = times.toSorted((a, b) => a - b)
  let first = 0
  let most = 0
  for (const [index, time] of sorted.entries()) {
    while (time - (sorted[first] ?? time) >= windowMs) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

/** Keeps the event loop busy. */
export function stall(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/**
 * Keeps the event loop busy again and again, with half a second between.
 * @returns A function that ends it.
 */
export function stallRegularly(ms: number): () => void {
  const again = () => {
    stall(ms)
    timer = setTimeout(again, 500)
  }
  let timer = setTimeout(again, 500)
  return () => clearTimeout(timer)
}
