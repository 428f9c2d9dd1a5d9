/** How long work takes, and how long it blocks the main thread. */
const longTasks: number[] = []
new PerformanceObserver((list) =>
  longTasks.push(...list.getEntries().map(({ duration }) => duration)),
).observe({ type: 'longtask' })

export const idle = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms))

export interface Run {
  readonly ms: number
  readonly bytes: number
  /** The longest task of the main thread, if one was over 50 ms. */
  readonly longTask: number
  readonly frameGap: number
}

export async function measured(work: () => Promise<Blob | undefined>): Promise<Run> {
  await idle()
  longTasks.length = 0
  let [frame, frameGap, watching] = [performance.now(), 0, true]
  const watch = () => {
    const now = performance.now()
    frameGap = Math.max(frameGap, now - frame)
    frame = now
    if (watching) requestAnimationFrame(watch)
  }
  requestAnimationFrame(watch)
  const start = performance.now()
  const blob = await work()
  const ms = performance.now() - start
  await idle()
  watching = false
  return { ms, bytes: blob?.size ?? 0, longTask: Math.max(0, ...longTasks), frameGap }
}
