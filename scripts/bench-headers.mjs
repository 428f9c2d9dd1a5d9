/**
 * How long a verdict takes in Chromium, for every picture of the corpus (`CORPUS_DIR` for the large ones as well):
 * `memory` once the bytes are in memory, `file` from choosing the file to the plan, reading included. Medians of 9, in ms.
 * Also the memory that refusing a bomb takes. Ends with 1 where a figure is missed or anything was decoded.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { chromiumLaunch } from '../playwright.launch.ts'
import { serveCorpus } from '../test/serve-corpus.ts'

const MAX_VERDICT_MS = 5
const MAX_BOMB_MS = 100
const MAX_BOMB_MB = 20

const server = await createServer({
  configFile: false,
  plugins: [serveCorpus()],
  server: { port: 0 },
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
})
await server.listen()
const browser = await chromium.launch(chromiumLaunch)
const failures = []
try {
  const page = await browser.newPage()
  const origin = server.resolvedUrls?.local[0]
  // Any page of the same origin will do.
  await page.goto(new URL('/package.json', origin).href)
  await page.evaluate(setUp)
  const rows = []
  for (const { file, expect } of await (await fetch(new URL('/corpus/manifest.json', origin))).json()) {
    const row = await page.evaluate((name) => globalThis.bench(name), file)
    rows.push({ picture: file, expect, ...row })
    if (row.memory > MAX_VERDICT_MS) failures.push(`${file}: verdict took ${row.memory} ms`)
    if (expect === 'too-many-pixels' && row.file > MAX_BOMB_MS) failures.push(`${file}: refusal took ${row.file} ms`)
  }
  console.table(rows)
  await bombs(page)
  const decoded = await page.evaluate(() => globalThis.decodeCalls)
  if (decoded > 0) failures.push(`${decoded} decode calls`)
  const worst = (key) => rows.toSorted((a, b) => b[key] - a[key])[0]
  for (const key of ['memory', 'file']) console.log(`slowest by ${key}: ${worst(key).picture} ${worst(key)[key]} ms`)
  console.log(`decode calls: ${decoded}`)
} finally {
  await browser.close()
  await server.close()
}
for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0

/** Runs in the page. */
async function setUp() {
  globalThis.decodeCalls = 0
  const counted = (original) =>
    new Proxy(original, {
      apply: (...call) => (globalThis.decodeCalls++, Reflect.apply(...call)),
      construct: (...call) => (globalThis.decodeCalls++, Reflect.construct(...call)),
    })
  for (const name of ['createImageBitmap', 'Image', 'ImageDecoder', 'OffscreenCanvas']) {
    if (name in globalThis) globalThis[name] = counted(globalThis[name])
  }
  const [{ memoryReader }, { readImage }, { inspect, load }, { validate }, { plan }, { DEFAULT_LIMITS: limits }] = await Promise.all(
    ['format/bytes', 'format/index', 'inspect', 'validate', 'plan', 'spec'].map((name) => import(`/src/core/${name}.ts`)),
  )
  const { signal } = new AbortController()
  const options = { hex: '00000000' }
  const fromMemory = async (bytes) => {
    const source = { name: 'photo', type: '', bytes: bytes.byteLength }
    const { header } = await readImage(memoryReader(bytes))
    if (header === undefined) return
    validate(header, source, limits)
    plan(header, source, limits, options)
  }
  const fromFile = async (file) => {
    const source = { name: file.name, type: file.type, bytes: file.size }
    const header = await inspect(file, { limits, signal })
    validate(header, source, limits)
    plan((await load(file, header, { limits, signal })).header, source, limits, options)
  }
  const median = async (run) => {
    const times = []
    for (let n = 0; n < 11; n++) {
      // Blobs are read by another process: let it come to rest.
      await new Promise((resolve) => setTimeout(resolve, 5))
      const start = performance.now()
      await run().catch(() => undefined)
      times.push(performance.now() - start)
    }
    // The first two warm up.
    return Number(
      times
        .slice(2)
        .toSorted((a, b) => a - b)[4]
        .toFixed(2),
    )
  }
  globalThis.verdict = fromFile
  globalThis.bench = async (name) => {
    const bytes = await (await fetch(`/corpus/${name}`)).arrayBuffer()
    return {
      bytes: bytes.byteLength,
      memory: await median(() => fromMemory(bytes)),
      file: await median(() => fromFile(new File([bytes], 'photo'))),
    }
  }
  globalThis.bomb = async (kind) => {
    const { bytes, vp8l, webp, jpeg, frame, scan, png, PNG_SIGNATURE, ihdr } = await import('/test/picture-bytes.ts')
    const made = {
      'WebP 16383 × 16383': webp(vp8l(16_383, 16_383)),
      'PNG 16384 × 16384': bytes(PNG_SIGNATURE, ihdr(16_384, 16_384), png().slice(33)),
      'JPEG 65500 × 65500': bytes(0xff, 0xd8, frame(65_500, 65_500), scan, jpeg()),
    }
    const start = performance.now()
    const code = await fromFile(new File([made[kind]], 'bomb')).then(
      () => 'accepted',
      (error) => error.code,
    )
    return { kind, code, ms: Number((performance.now() - start).toFixed(2)) }
  }
}

/** Peak memory of all of the browser's processes above what they held before (Linux tells; elsewhere only times). */
async function bombs(page) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const files = processInfo.map(({ id }) => `/proc/${id}`).filter((path) => existsSync(`${path}/clear_refs`))
  const total = (field) =>
    files.reduce((sum, path) => sum + Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`${path}/status`, 'utf8'))?.[1] ?? 0), 0) /
    1024
  const rows = []
  for (const kind of ['WebP 16383 × 16383', 'PNG 16384 × 16384', 'JPEG 65500 × 65500']) {
    await page.evaluate((name) => globalThis.bomb(name), kind)
    for (const path of files) writeFileSync(`${path}/clear_refs`, '5')
    const before = total('VmRSS')
    const row = await page.evaluate((name) => globalThis.bomb(name), kind)
    const extra = files.length > 0 ? Math.max(0, Math.round(total('VmHWM') - before)) : undefined
    rows.push({ ...row, extraMB: extra })
    if (row.code !== 'too-many-pixels' || row.ms > MAX_BOMB_MS || (extra ?? 0) > MAX_BOMB_MB)
      failures.push(`${kind}: ${JSON.stringify(rows.at(-1))}`)
  }
  console.table(rows)
}
