// The rate of the default limiter, counted at `fetch`, with and without stalls of the event loop.
import { performance } from 'node:perf_hooks'
import { mostInAnyWindow, stallRegularly } from '../../../test/support/departures.ts'
import { createHandler, linkRequest, linkResponse } from './lib/requests.mjs'

const SECONDS = 10

async function flood(stallMs) {
  const times = []
  const handler = createHandler({
    subjectLimiter: { consume: async () => undefined },
    fetch: async () => {
      times.push(performance.now())
      return linkResponse()
    },
  })
  const begun = performance.now()
  const caller = async () => {
    while (performance.now() - begun < SECONDS * 1_000) await handler(linkRequest())
  }
  const endStalls = stallRegularly(stallMs)
  await Promise.all(Array.from({ length: 60 }, caller))
  endStalls()
  return { rate: times.length / ((times.at(-1) - times[0]) / 1_000), most: mostInAnyWindow(times) }
}

export async function measure() {
  const rows = []
  for (const stallMs of [0, 100, 300, 900]) {
    const { rate, most } = await flood(stallMs)
    const what = stallMs > 0 ? `stalls of ${stallMs} ms every 500 ms` : 'no stalls'
    const target = stallMs > 0 ? {} : { target: '≥ 47', met: rate >= 47 }
    rows.push({ figure: `${what}: links per second`, measured: rate.toFixed(1), ...target })
    rows.push({
      figure: `${what}: most in a second`,
      measured: most,
      target: '≤ 50',
      met: most <= 50,
    })
  }
  return rows
}
