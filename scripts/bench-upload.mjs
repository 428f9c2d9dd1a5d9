// `npm run bench:upload [-- pairs]`: compares the uploader's PUT, from `send()` to `load`, with a
// bare XMLHttpRequest that sends the same bytes to the same storage. The two take turns, so that a
// busy machine slows both. Prints the median of the ratios.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'
import { chromium } from '@playwright/test'
import { root, run } from './lib/run.mjs'

const PAIRS = Number(process.argv[2] ?? 20)
const TARGET = 1.03

if (!run('npm', ['run', '--silent', 'build'])) process.exit(1)
const dist = join(root, 'dist')
const { createUploadHandler, toNodeHandler } = await import(join(dist, 'server/index.js'))
const { createLocalService } = await import(join(dist, 'testing/index.js'))
const { wholeChromiumLaunch } = await import('../test/support/playwright-launch.ts')

const service = createLocalService()
const storage = await service.listen()
const pageOrigins = []
const handler = toNodeHandler(
  createUploadHandler({
    ...service.credentials,
    baseUrl: storage.url,
    authorize: () => 'bench',
    allowedOrigins: pageOrigins,
    subjectLimiter: { consume: async () => undefined },
  }),
)

/** The built package as it is, without a bundler, and the endpoint beside it. */
const site = createServer((request, response) => {
  const path = normalize(new URL(request.url, 'http://bench').pathname)
  if (path.startsWith('/api/')) return void handler(request, response)
  const isModule = path.startsWith('/dist/') && path.endsWith('.js')
  response.writeHead(path === '/' || isModule ? 200 : 404, {
    'Content-Type': isModule ? 'text/javascript' : 'text/html',
  })
  response.end(isModule ? readFileSync(join(root, path)) : '<!doctype html><title>bench</title>')
})
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${site.address().port}`
pageOrigins.push(url)

/** Runs in the page. */
async function measure(pairs) {
  const { uploadSearchImage } = await import('/dist/core/index.js')
  const times = []
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (body) {
    const start = performance.now()
    this.addEventListener('load', () => times.push(performance.now() - start))
    return send.call(this, body)
  }

  /** Noise: a JPEG of nearly the largest size that is sent unchanged. */
  const canvas = new OffscreenCanvas(2048, 1700)
  const context = canvas.getContext('2d')
  const pixels = context.createImageData(canvas.width, canvas.height)
  for (let i = 0; i < pixels.data.length; i++)
    pixels.data[i] = i % 4 === 3 ? 255 : Math.random() * 256
  context.putImageData(pixels, 0, 0)
  let image
  for (let quality = 0.98; !image || image.size > 4_900_000; quality -= 0.02) {
    image = await canvas.convertToBlob({ type: 'image/jpeg', quality })
  }

  const endpoint = '/api/search-image'
  const bare = async () => {
    const body = JSON.stringify({ assetType: 'IMAGE', assetFileName: 'bare.jpg' })
    const response = await fetch(`${endpoint}/presigned-url`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    const { presignedUploadUrl } = await response.json()
    const xhr = new XMLHttpRequest()
    await new Promise((resolve, reject) => {
      xhr.onload = () => (xhr.status === 200 ? resolve() : reject(new Error(`HTTP ${xhr.status}`)))
      xhr.onerror = () => reject(new Error('network'))
      xhr.open('PUT', presignedUploadUrl)
      xhr.setRequestHeader('Content-Type', 'image/jpeg')
      xhr.send(image)
    })
    return times.pop()
  }
  const ours = async () => {
    const asset = await uploadSearchImage(image, { endpoint })
    if (asset.bytes !== image.size) throw new Error('not the same bytes')
    return times.pop()
  }

  await ours()
  await bare()
  const results = []
  for (let pair = 0; pair < pairs; pair++) {
    // The second upload runs on a warmer machine, so the two take turns.
    const first =
      pair % 2 === 0 ? [await ours(), await bare()] : [await bare(), await ours()].toReversed()
    results.push({ ours: first[0], bare: first[1] })
  }
  return { bytes: image.size, results }
}

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 0
    ? (sorted[middle - 1] + sorted[middle]) / 2
    : sorted[Math.floor(middle)]
}

/** `bytesPerSecond` throttles the page's uplink; without it, only this machine is the limit. */
async function bench(name, bytesPerSecond) {
  const page = await browser.newPage()
  await page.goto(url)
  if (bytesPerSecond !== undefined) {
    const devtools = await page.context().newCDPSession(page)
    const conditions = {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    }
    await devtools.send('Network.emulateNetworkConditions', conditions)
  }
  const { bytes, results } = await page.evaluate(measure, PAIRS)
  await page.close()
  const ratio = median(results.map((pair) => pair.ours / pair.bare))
  const ms = (key) => `${median(results.map((pair) => pair[key])).toFixed(1)} ms`
  console.log(
    `${name}: ${bytes} bytes, ${PAIRS} pairs, median uploader ${ms('ours')}, bare ${ms('bare')}, ratio ${ratio.toFixed(3)}`,
  )
  return ratio
}

const browser = await chromium.launch(wholeChromiumLaunch)
try {
  const loopback = await bench('loopback')
  const uplink = await bench('uplink of 10 MB/s', 10_000_000)
  const ok = Math.max(loopback, uplink) <= TARGET
  console.log(`target ≤ ${TARGET}: ${ok ? 'met' : 'MISSED'}`)
  process.exitCode = ok ? 0 : 1
} finally {
  await browser.close()
  site.close()
  site.closeAllConnections()
  await storage.close()
}
