// Policies of a strict site, as headers of its page.
import { expect, imageFile, test } from './fixtures.ts'

/** 480 × 320; the engine re-encodes it. */
const IMAGE = imageFile('jpeg/orient-6.jpg')

test.describe('Trusted Types', () => {
  test.use({ siteHeaders: { 'Content-Security-Policy': "require-trusted-types-for 'script'" } })

  test('no policy is needed: without a worker the main thread re-encodes the image', async ({
    host,
    backend,
    page,
  }) => {
    const workers: string[] = []
    page.on('worker', (worker) => workers.push(worker.url()))
    await host.mount({ props: { maxDimension: 400 } })
    // The policy is active.
    expect(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            try {
              document.createElement('div').innerHTML = '<p>'
              resolve('taken')
            } catch {
              resolve('rejected')
            }
          }),
      ),
    ).toBe('rejected')
    await host.choose(IMAGE)
    await expect.poll(() => host.status()).toBe('success')
    expect([...backend.service.objects.values()].map(({ type }) => type)).toEqual(['image/jpeg'])
    expect(await host.log('onUploadComplete')).toMatchObject([
      { value: { width: 400, height: 267 } },
    ])
    expect(workers).toEqual([])
    expect(await page.evaluate(() => window.host.errors)).toEqual([])
  })

  test('`createWorker` with a policy of the site keeps the worker', async ({ host, page }) => {
    const workers: string[] = []
    page.on('worker', (worker) => workers.push(worker.url()))
    await host.open()
    const scripts = await page.evaluate(() => [...document.scripts].map(({ src }) => src))
    const bundle = await (await fetch(scripts[0] ?? '')).text()
    const file = /prepare\.worker[\w.-]*\.js/.exec(bundle)?.[0]
    await page.evaluate((path) => {
      interface Factory {
        createPolicy(
          name: string,
          rules: { createScriptURL(url: string): string },
        ): { createScriptURL(url: string): string }
      }
      const { trustedTypes } = window as unknown as { trustedTypes: Factory }
      const policy = trustedTypes.createPolicy('host', { createScriptURL: (url) => url })
      const createWorker = () => new Worker(policy.createScriptURL(path), { type: 'module' })
      window.host.mount({ props: { maxDimension: 400, createWorker } })
    }, `/assets/${file}`)
    await host.choose(IMAGE)
    await expect.poll(() => host.status()).toBe('success')
    expect(workers).toHaveLength(1)
    expect(await host.log('onUploadComplete')).toMatchObject([
      { value: { width: 400, height: 267 } },
    ])
  })
})

test.describe('Permissions-Policy without camera and clipboard', () => {
  test.use({ siteHeaders: { 'Permissions-Policy': 'camera=(), clipboard-read=()' } })

  test('a copied image can still be pasted, and the camera button requests no permission', async ({
    host,
    backend,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await host.mount({ props: { paste: 'page', capture: 'environment' } })
    expect(
      await page.evaluate(() =>
        navigator.clipboard.read().then(
          () => 'read',
          (error: Error) => error.name,
        ),
      ),
    ).toBe('NotAllowedError')
    await page.locator('input[capture]').setInputFiles(IMAGE)
    await expect.poll(() => host.status()).toBe('success')
    await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 300 })
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
      if (blob) await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    })
    await page.keyboard.press('ControlOrMeta+v')
    await expect.poll(() => backend.service.objects.size).toBe(2)
    await expect.poll(() => host.status()).toBe('success')
    expect(await page.evaluate(() => window.host.errors)).toEqual([])
  })
})
