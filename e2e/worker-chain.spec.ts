import type { Page, Worker } from '@playwright/test'
import { expect, imageFile, test, type Backend, type HostPage } from './fixtures.ts'

/** 480 × 320; the engine re-encodes it. */
const IMAGE = imageFile('jpeg/orient-6.jpg')
const props = { maxDimension: 400 }

function watch(page: Page) {
  const workers: string[] = []
  const hosts = new Set<string>()
  page.on('worker', (worker: Worker) => workers.push(worker.url()))
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  return { workers, hosts }
}

async function expectSmaller(host: HostPage, backend: Backend, height = 267) {
  await expect.poll(() => host.status()).toBe('success')
  const [object] = [...backend.service.objects.values()]
  expect(object?.type).toBe('image/jpeg')
  expect(await host.log('onUploadComplete')).toMatchObject([{ value: { width: 400, height } }])
}

test('the worker is a file of the page’s origin, and nothing else is requested', async ({
  host,
  backend,
  page,
}) => {
  const { workers, hosts } = watch(page)
  await host.mount({ props })
  await host.choose(IMAGE)
  await expectSmaller(host, backend)
  expect(workers).toHaveLength(1)
  expect(workers[0]).toMatch(new RegExp(`^${backend.url}.*prepare\\.worker.*\\.js$`))
  hosts.delete('')
  expect(
    [...hosts].filter((name) => !name.startsWith('127.0.0.1:') && !name.startsWith('localhost:')),
  ).toEqual([])
})

test.describe('workers only from blobs', () => {
  test.use({ siteHeaders: { 'Content-Security-Policy': 'worker-src blob:' } })
  test('the inline worker takes over', async ({ host, backend, page }) => {
    const { workers } = watch(page)
    await host.mount({ props })
    await host.choose(IMAGE)
    await expectSmaller(host, backend)
    expect(workers.filter((url) => url.startsWith('blob:'))).toHaveLength(1)
  })
})

test.describe('no workers at all', () => {
  test.use({ siteHeaders: { 'Content-Security-Policy': "worker-src 'none'" } })
  test('the main thread takes over', async ({ host, backend, page }) => {
    const { workers } = watch(page)
    await host.mount({ props })
    await host.choose(IMAGE)
    await expectSmaller(host, backend)
    expect(workers).toEqual([])
  })

  test('without its decoders browser-image-compression takes over, without a CDN', async ({
    host,
    backend,
    page,
  }) => {
    await page.addInitScript(() => {
      Object.assign(globalThis, {
        ImageDecoder: undefined,
        createImageBitmap: () => Promise.reject(new TypeError('disabled')),
      })
    })
    const { workers, hosts } = watch(page)
    await host.mount({ props })
    await host.choose(IMAGE)
    // The library rounds down.
    await expectSmaller(host, backend, 266)
    expect(workers).toEqual([])
    hosts.delete('')
    expect(
      [...hosts].filter((name) => !name.startsWith('127.0.0.1:') && !name.startsWith('localhost:')),
    ).toEqual([])
  })
})
