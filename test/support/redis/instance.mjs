/**
 * One instance of the server in a process of its own. It floods its handler for some time and then
 * prints when each call left: `{ "times": [milliseconds of the system's monotonic clock] }`.
 * Argument: JSON, see `Flood` in `flood.ts`.
 */
import { setTimeout as sleep } from 'node:timers/promises'

const dist = (path) => import(new URL(`../../../dist/${path}`, import.meta.url).href)
const { createUploadHandler } = await dist('server/index.js')
const { redisLimiter } = await dist('server/redis/index.js')

const { port, client, instances, call, seconds, stallMs } = JSON.parse(process.argv[2] ?? '{}')

const unlimited = { consume: async () => undefined }
const now = () => Number(process.hrtime.bigint()) / 1e6

async function connect() {
  if (client === 'ioredis') {
    const { Redis } = await import('ioredis')
    const redis = new Redis({ port, host: '127.0.0.1' })
    redis.on('error', () => undefined)
    return { redis, close: () => redis.disconnect() }
  }
  const { createClient } = await import('redis')
  const redis = createClient({ url: `redis://127.0.0.1:${port}` })
  redis.on('error', () => undefined)
  await redis.connect()
  return { redis, close: () => redis.destroy() }
}

const { redis, close } = await connect()
const budget = call === 'complete' ? { limit: 1_000, windowMs: 60_000 } : {}
const times = []
const handler = createUploadHandler({
  accessKey: 'access',
  secretKey: 'secret',
  authorize: () => 'mina',
  limiter: {
    'presigned-url': unlimited,
    complete: unlimited,
    [call]: redisLimiter({ redis, instances, ...budget }),
  },
  subjectLimiter: unlimited,
  fetch: (url) => {
    if (String(url).endsWith(`/${call}`)) times.push(now())
    const result = String(url).endsWith('/complete')
      ? { assetKey: 'images/a.jpg', uploadStatus: 'COMPLETED' }
      : {
          assetFileKey: 'images/a.jpg',
          presignedUploadUrl: 'https://storage.example.test/a',
          expirationSeconds: 900,
        }
    return Promise.resolve(Response.json({ code: '0', result }))
  },
})

const ask = (path, body) =>
  handler(
    new Request(`https://app.example.test/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

const link = { assetType: 'IMAGE', assetFileName: 'a.jpg' }
const requestLink = () => ask('presigned-url', link)
const { receipt } = call === 'complete' ? await (await requestLink()).json() : {}
const request =
  call === 'complete'
    ? () => ask('complete', { assetKey: 'images/a.jpg', receipt })
    : () => requestLink()

const end = now() + seconds * 1_000

async function flood() {
  while (now() < end) {
    const response = await request()
    await response.arrayBuffer()
    if (response.status !== 200) await sleep(20)
  }
}

async function stallNowAndThen() {
  while (now() < end) {
    await sleep(Math.random() * 1_400)
    for (const until = now() + stallMs; now() < until;);
  }
}

await Promise.all([
  ...Array.from({ length: 30 }, flood),
  ...(stallMs > 0 ? [stallNowAndThen()] : []),
])
close()
process.stdout.write(JSON.stringify({ times }))
