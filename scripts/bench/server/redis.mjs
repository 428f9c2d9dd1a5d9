// Several processes and one budget in a real `redis-server`: use, shares and standstills.
import { setTimeout as sleep } from 'node:timers/promises'
import { mostInAnyWindow } from '../../../test/support/departures.ts'
import { flood } from '../../../test/support/redis/flood.ts'
import { startRedis } from '../../../test/support/redis/redis-server.ts'

const LIMIT = 50
const FAULT_AT = 9_000
const FAULT_MS = 3_000

/** Runs a flood; `during` disturbs Redis. */
async function floodWith(options, during = async () => undefined) {
  const redis = await startRedis()
  const [times] = await Promise.all([
    flood({ call: 'presigned-url', port: redis.port, ...options }),
    during(redis),
  ])
  await redis.kill()
  return times
}

/** Use and shares while the instances count together, which begins after six seconds. */
function together(times) {
  const all = times.flat().toSorted((a, b) => a - b)
  const [begin, end] = [all[0] + 6_500, all.at(-1)]
  const own = times.map((one) => one.filter((time) => time >= begin).length)
  const used = own.reduce((sum, one) => sum + one, 0) / ((end - begin) / 1_000)
  return { used: used / LIMIT, shares: Math.max(...own) / Math.min(...own) }
}

function longestGap(times) {
  const all = times.flat().toSorted((a, b) => a - b)
  return Math.max(...all.slice(1).map((time, index) => time - all[index])) / 1_000
}

const most = (what, times) => ({
  figure: `${what}: most calls in a second`,
  measured: mostInAnyWindow(times.flat()),
  target: `≤ ${LIMIT}`,
  met: mostInAnyWindow(times.flat()) <= LIMIT,
})

async function measureUse(instances, stallMs) {
  const times = await floodWith({ instances, stallMs, seconds: 18 })
  const { used, shares } = together(times)
  const what = `${instances} processes, ${stallMs > 0 ? `stalls of ${stallMs} ms` : 'no stalls'}`
  return [
    most(what, times),
    {
      figure: `${what}: use of the budget`,
      measured: `${(used * 100).toFixed(0)} %`,
      target: '≥ 80 %',
      met: used >= 0.8,
    },
    {
      figure: `${what}: largest to smallest share`,
      measured: `${shares.toFixed(2)} : 1`,
      target: '≤ 2 : 1',
      met: shares <= 2,
    },
  ]
}

async function measureFault(name, during) {
  const times = await floodWith({ instances: 2, stallMs: 0, seconds: 22 }, during)
  const gap = longestGap(times)
  return [
    most(name, times),
    {
      figure: `${name}: longest standstill`,
      measured: `${gap.toFixed(2)} s`,
      target: '≤ 1.5 s',
      met: gap <= 1.5,
    },
  ]
}

export async function measure() {
  return [
    ...(await measureUse(2, 0)),
    ...(await measureUse(4, 0)),
    ...(await measureUse(2, 300)),
    ...(await measureUse(4, 300)),
    ...(await measureFault('Redis ends and starts again after 3 s', async (redis) => {
      await sleep(FAULT_AT)
      await redis.kill()
      await sleep(FAULT_MS)
      await redis.start()
    })),
    ...(await measureFault('Redis hangs for 3 s', async (redis) => {
      await sleep(FAULT_AT)
      redis.signal('SIGSTOP')
      await sleep(FAULT_MS)
      redis.signal('SIGCONT')
    })),
  ]
}
