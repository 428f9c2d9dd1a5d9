// Ten hostile sessions at full speed, and users who each want three links.
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createHandler, linkRequest, linkResponse } from './lib/requests.mjs'

const SECONDS = 15
const LINKS = 3

export async function measure() {
  const handler = createHandler({ fetch: async () => linkResponse() })
  const end = performance.now() + SECONDS * 1_000
  const hostile = async (session) => {
    while (performance.now() < end) {
      const { status } = await handler(linkRequest(session))
      if (status !== 200) await sleep(5)
    }
  }
  const waits = []
  let failed = 0
  const honest = async (session) => {
    for (let link = 0; link < LINKS; link += 1) {
      const begun = performance.now()
      const { status } = await handler(linkRequest(session))
      if (status === 200) waits.push(performance.now() - begun)
      else failed += 1
    }
  }
  const floods = Array.from({ length: 10 }, (_, index) =>
    Promise.all(Array.from({ length: 20 }, () => hostile(`hostile-${index}`))),
  )
  const users = []
  while (performance.now() < end - 2_000) {
    users.push(honest(`user-${users.length}`))
    await sleep(200)
  }
  await Promise.all([...floods, ...users])
  const median = waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)]
  const ok = waits.length / (waits.length + failed)
  return [
    {
      figure: `honest calls with a link (of ${waits.length + failed})`,
      measured: `${(ok * 100).toFixed(0)} %`,
      target: '≥ 95 %',
      met: ok >= 0.95,
    },
    {
      figure: 'honest calls, median time',
      measured: `${median.toFixed(0)} ms`,
      target: '≤ 250 ms',
      met: median <= 250,
    },
  ]
}
