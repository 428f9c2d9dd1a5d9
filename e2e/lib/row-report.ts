/** Reads the report of the probe, and times of actions. */
import { expect } from '@playwright/test'
import type { ProbeReport } from '../probes/probe.ts'

/**
 * React DOM adds one listener per document and never removes it; Playwright adds some around its
 * own clicks.
 */
const NOT_OURS =
  /^(document:selectionchange|window:(__playwright\w+|auxclick|click|contextmenu|dblclick|mouse(down|move|up)|pointer(down|up)|touch(cancel|end|start)))$/

/**
 * The time of an action in ms, measured repeatedly until one is below the limit: the others may
 * have waited for a busy machine. Fails with the timeout of a poll if none is.
 */
export async function bestTime(limit: number, action: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  const best = async () => {
    times.push(await action())
    return Math.min(...times)
  }
  await expect.poll(best, { intervals: [0] }).toBeLessThan(limit)
  return times
}

/** Number of `send()` calls of each link. */
export function sendsPerLink({ xhrs }: ProbeReport): number[] {
  const perLink = new Map<string, number>()
  for (const { link, sends } of xhrs) perLink.set(link, (perLink.get(link) ?? 0) + sends)
  return [...perLink.values()]
}

/** Resources that are left. One idle worker may wait for the next image. */
export function leaks({ openXhrs, objectUrls, bitmaps, workers, listeners }: ProbeReport) {
  const left = Object.fromEntries(
    Object.entries(listeners).filter(([name]) => !NOT_OURS.test(name)),
  )
  return { openXhrs, objectUrls, bitmaps, workers: workers <= 1, listeners: left }
}
