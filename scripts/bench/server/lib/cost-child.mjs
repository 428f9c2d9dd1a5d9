// Measures the handler of `dist` in this version of Node, and prints JSON. The CPU time of all
// threads counts, and so does making the `Request`. The service is a `fetch` in this process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const server = join(import.meta.dirname, '../../../../dist/server/index.js')
const { createUploadHandler } = await import(pathToFileURL(server).href)

const WARM_UP = 4_000
const COUNT = 20_000
const URL_OF = 'https://app.example.com/api/search-image/'
const LINK = JSON.stringify({
  code: '0',
  message: 'success',
  result: {
    assetFileKey: 'images/2026/11/24/query-0123abcd.jpg',
    presignedUploadUrl: `https://kr.object.ncloudstorage.com/bucket/a.jpg?X-Amz-Signature=${'a'.repeat(64)}`,
    expirationSeconds: 900,
  },
})
const BODY = JSON.stringify({ assetType: 'IMAGE', assetFileName: 'query-0123abcd.jpg' })
const LONG = JSON.stringify({ assetType: 'IMAGE', assetFileName: `${'가'.repeat(996)}.jpg` })
const free = { consume: () => Promise.resolve() }

const handler = createUploadHandler({
  accessKey: 'ACCESS0123456789ABCD',
  secretKey: 'secret-0123456789-0123456789-0123456789',
  authorize: (request) => request.headers.get('x-user'),
  limiter: free,
  subjectLimiter: free,
  fetch: async () => new Response(LINK, { headers: { 'Content-Type': 'application/json' } }),
  onEvent: () => undefined,
})

const post = (call, body = BODY, headers = {}) =>
  handler(
    new Request(URL_OF + call, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'x-user': 'mina',
        ...headers,
      },
      body,
    }),
  )

const { receipt } = await (await post('presigned-url')).json()
/** The last characters of the MAC are replaced. */
const FORGED = JSON.stringify({
  assetKey: 'images/2026/11/24/query-0123abcd.jpg',
  receipt: `${receipt.slice(0, -8)}AAAAAAAA`,
})
const ROWS = [
  ['a signed request', 'signed', 200, () => post('presigned-url')],
  ['a name of 1 000 characters', 'signed', 200, () => post('presigned-url', LONG)],
  ['401', 'rejected', 401, () => post('presigned-url', BODY, { 'x-user': '' })],
  [
    '403, origin',
    'rejected',
    403,
    () => post('presigned-url', BODY, { 'Sec-Fetch-Site': 'none', Origin: 'https://evil.example' }),
  ],
  ['403, forged receipt', 'rejected', 403, () => post('complete', FORGED)],
  ['404', 'rejected', 404, () => post('other')],
  ['400', 'rejected', 400, () => post('presigned-url', '{"assetType":"VIDEO"}')],
]

async function many(count, run, status) {
  for (let index = 0; index < count; index++) {
    const response = await run()
    if (response.status !== status) throw new Error(`${response.status} instead of ${status}`)
  }
}

const costs = []
for (const [name, kind, status, run] of ROWS) {
  await many(WARM_UP, run, status)
  const before = process.cpuUsage()
  await many(COUNT, run, status)
  const { user, system } = process.cpuUsage(before)
  costs.push({ name, kind, micros: (user + system) / COUNT })
}

const heap = () => {
  globalThis.gc()
  return process.memoryUsage().heapUsed / 1e6
}
await many(50_000, () => post('presigned-url'), 200)
const early = heap()
await many(150_000, () => post('presigned-url'), 200)
console.log(JSON.stringify({ node: process.versions.node, costs, growth: heap() - early }))
