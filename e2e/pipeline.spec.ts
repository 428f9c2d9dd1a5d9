// The pipeline end to end: a real image from selection to asset key, through the built package, a
// real endpoint and a storage on another origin. Independent readers inspect what was stored.
import { bytesOf, differenceShown, storedImage, tagsNamed } from './lib/stored.ts'
import type { Page } from '@playwright/test'
import { hugeImage } from './lib/big-image.ts'
import { dialogsOf, drop, errorsOf, hold, part, sentence } from './lib/hand.ts'
import { expect, hasImage, imageFile, test, type Backend, type HostPage } from './fixtures.ts'

/**
 * Tags that tell who took the image, where, and with what. A colour profile may name the display it
 * was made for.
 */
const CAMERA_TAGS = /^(?!ICC).*:(GPS|Make$|Model$|.*Serial)/
const IMAGE = 'jpeg/recurser-landscape-6.jpg'
const images = (files: readonly string[]) => files.map((file) => imageFile(file))

test.describe('each format ends with an asset key', () => {
  for (const { file, format, type, width, height } of [
    { file: 'jpeg/orient-6.jpg', format: 'jpg', type: 'image/jpeg', width: 480, height: 320 },
    { file: 'png/rgb8.png', format: 'png', type: 'image/png', width: 400, height: 300 },
    { file: 'webp/lossy-vp8.webp', format: 'webp', type: 'image/webp', width: 400, height: 300 },
    {
      file: 'heic/single-480x320.heic',
      format: 'heic',
      type: 'image/heic',
      width: 480,
      height: 320,
    },
  ]) {
    test(file, async ({ host, backend, page }, info) => {
      await host.mount()
      await host.choose(imageFile(file))
      await expect(part(page, 'message')).toContainText('Ready to search')
      const stored = storedImage(backend, info)
      expect(stored).toMatchObject({ format, type, width, height })
      const [{ value: asset } = { value: undefined }] = await host.log('onUploadComplete')
      expect(asset).toMatchObject({
        confirmed: true,
        type,
        width,
        height,
        bytes: stored.bytes.byteLength,
        assetFileKey: stored.key,
      })
      expect(stored.key).toMatch(new RegExp(`query-[0-9a-f]{8}\\.${format}$`))
      // The service converts HEIC to JPEG, so the key to search with is another one.
      const key = format === 'heic' ? stored.key.replace(/\.heic$/, '.jpg') : stored.key
      expect(asset).toMatchObject({ assetKey: key })
      expect(backend.requests.map((request) => request.call)).toEqual(['presigned-url', 'complete'])
      expect(await page.evaluate(() => window.host.errors)).toEqual([])
    })
  }
})

test('HEIC without a MIME type, as Windows and Linux report it', async ({
  host,
  backend,
  page,
}, info) => {
  await host.mount()
  await drop(page, [imageFile('heic/irot-1.heic')])
  await expect(part(page, 'message')).toContainText('Ready to search')
  const [{ value: image } = { value: undefined }] = await host.log('onImageSelect')
  expect(image).toMatchObject({
    source: { name: 'irot-1.heic', type: '' },
    type: 'image/heic',
    width: 320,
    height: 480,
  })
  expect(storedImage(backend, info)).toMatchObject({
    format: 'heic',
    type: 'image/heic',
    tags: { 'File:FileType': 'HEIC' },
  })
})

test('an image larger than the limit is re-encoded, stays upright and loses its metadata', async ({
  host,
  backend,
  page,
}, info) => {
  const [file, maxDimension] = hasImage('jpeg/photo-12mp-over5mb.jpg')
    ? ['jpeg/photo-12mp-over5mb.jpg', 2048]
    : [IMAGE, 600]
  await host.mount({ props: { maxDimension } })
  await host.choose(imageFile(file))
  await expect(part(page, 'message')).toContainText('Ready to search')
  const stored = storedImage(backend, info)
  expect(stored).toMatchObject({ format: 'jpg', type: 'image/jpeg' })
  expect(Math.max(stored.width, stored.height)).toBe(maxDimension)
  expect(stored.bytes.byteLength).toBeLessThan(bytesOf(imageFile(file)).byteLength / 2)
  expect(tagsNamed(stored.tags, /^(ExifIFD|GPS|XMP|IFD1|MakerNotes|IPTC|Photoshop)/)).toEqual([])
  expect(await differenceShown(page, stored.bytes, bytesOf(imageFile(file)))).toBeLessThan(6)
  await expect(part(page, 'meta')).toContainText(`${stored.width} × ${stored.height}`)
})

test('a portrait image with a location arrives upright and without the location', async ({
  host,
  backend,
  page,
}, info) => {
  const large = hasImage('jpeg/photo-24mp-orient6-gps.jpg')
  const file = imageFile(large ? 'jpeg/photo-24mp-orient6-gps.jpg' : IMAGE)
  await host.mount({ props: large ? {} : { maxDimension: 400 } })
  await host.choose(file)
  await expect(part(page, 'message')).toContainText('Ready to search')
  const stored = storedImage(backend, info)
  expect(stored).toMatchObject(
    large ? { format: 'jpg', width: 1536, height: 2048 } : { format: 'jpg' },
  )
  expect(tagsNamed(stored.tags, CAMERA_TAGS)).toEqual([])
  expect(stored.tags['IFD0:Orientation'] ?? 'Horizontal (normal)').toBe('Horizontal (normal)')
  expect(await differenceShown(page, stored.bytes, bytesOf(file))).toBeLessThan(6)
  const [{ value: asset } = { value: undefined }] = await host.log('onUploadComplete')
  expect(asset).toMatchObject({
    assetKey: stored.key,
    source: large ? { width: 4284, height: 5712 } : {},
  })
})

test('an iPhone HEIC arrives unchanged, upright and without its location', async ({
  host,
  backend,
  page,
}, info) => {
  const large = hasImage('heic/iphone-12mp-real.heic')
  const file = imageFile(large ? 'heic/iphone-12mp-real.heic' : 'heic/irot-3.heic')
  await host.mount()
  await host.choose(file)
  await expect(part(page, 'message')).toContainText('Ready to search')
  const stored = storedImage(backend, info)
  expect(stored.tags).toMatchObject({ 'File:FileType': 'HEIC' })
  expect(tagsNamed(stored.tags, CAMERA_TAGS)).toEqual([])
  // In HEIC the rotation is a property of the image and must be kept.
  expect(stored.tags['QuickTime:Rotation']).toBe(270)
  const [{ value: asset } = { value: undefined }] = await host.log('onUploadComplete')
  expect(asset).toMatchObject({
    assetKey: stored.key.replace('.heic', '.jpg'),
    confirmed: true,
    ...(large ? { width: 3024, height: 4032 } : {}),
  })
})

test.describe('unusable files are rejected with a sentence, and nothing is sent', () => {
  for (const { name, files, title, text, code } of [
    {
      name: 'too small',
      files: ['jpeg/min-223x224.jpg'],
      title: 'Image too small',
      text: /min-223x224\.jpg is 223\s×\s224\spx\. Use\sat\sleast 224\s×\s224\spx\./,
      code: 'too-small',
    },
    {
      name: 'wrong type',
      files: ['other/sample.gif'],
      title: 'Format not supported',
      text: /sample\.gif is\sGIF\. Use\sJPG/,
      code: 'unsupported-format',
    },
    {
      name: 'a wrong type under a right name',
      files: ['other/pdf-named.jpg'],
      title: 'Format not supported',
      text: /PDF/,
      code: 'unsupported-format',
    },
    {
      name: 'empty',
      files: ['other/zero-byte.jpg'],
      title: 'Empty file',
      text: /zero-byte\.jpg has 0\sbytes/,
      code: 'empty-file',
    },
    {
      name: 'two files',
      files: ['jpeg/orient-1.jpg', 'jpeg/orient-6.jpg'],
      title: 'Too many files',
      text: /A search takes one\simage, and\sthere\swere\s2\./,
      code: 'too-many-files',
    },
  ]) {
    test(name, async ({ host, backend, page }) => {
      const dialog = dialogsOf(page)
      await host.mount()
      await drop(page, images(files))
      await expect(part(page, 'title')).toHaveText(title)
      await expect.poll(() => sentence(part(page, 'hint'))).toMatch(text)
      expect(await errorsOf(page, 'onReject')).toMatchObject([{ code, recovery: 'choose-another' }])
      expect(backend.requests).toEqual([])
      // The file dialog is one click away, and the next image clears the rejection.
      await (await dialog(part(page, 'trigger').click())).setFiles(imageFile('jpeg/orient-6.jpg'))
      await expect(part(page, 'message')).toContainText('Ready to search')
      await expect(page.getByText(title)).toHaveCount(0)
    })

    test(`${name}: an earlier image stays`, async ({ host, backend, page }) => {
      await host.mount()
      await host.choose(imageFile('jpeg/orient-6.jpg'))
      await expect(part(page, 'message')).toContainText('Ready to search')
      await drop(page, images(files))
      await expect.poll(() => sentence(part(page, 'rejection'))).toMatch(text)
      await expect(part(page, 'name')).toContainText('orient-6.jpg')
      expect(await host.status()).toBe('success')
      expect(backend.service.objects.size).toBe(1)
      expect(backend.requests).toHaveLength(2)
    })
  }
})

test.describe('manual mode', () => {
  const seconds = async (text: Promise<string | null>) => {
    const [minutes = 0, rest = 0] = ((await text) ?? '').split(':').map(Number)
    return minutes * 60 + rest
  }

  /** When the newest shown link ends, by the page's system clock. */
  const expiry = (page: Page) =>
    page.evaluate(() => {
      const state = window.host.states.findLast((one) => 'link' in one)
      return state !== undefined && 'link' in state && state.link
        ? state.link.expiresAt
        : Number.NaN
    })
  const lifeLeft = async (page: Page) =>
    (await expiry(page)) - (await page.evaluate(() => Date.now()))

  test('the link counts down in whole seconds, and one click uploads', async ({
    host,
    backend,
    page,
  }) => {
    await page.clock.install()
    await host.mount({ props: { autoUpload: false } })
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect(part(page, 'message')).toContainText('Ready to upload')
    expect(backend.service.requests.map(({ kind }) => kind)).toEqual(['presign'])
    const timer = page.getByRole('timer').locator('time')
    await page.clock.pauseAt(Date.now() + 5_000)
    const shown = () => seconds(timer.textContent())
    // The shown text may be from just before the clock stopped.
    await page.clock.runFor(1_000)
    const before = await shown()
    expect(before).toBe(Math.ceil((await lifeLeft(page)) / 1_000))
    for (let second = 1; second <= 3; second++) {
      await page.clock.runFor(1_000)
      expect(await shown()).toBe(before - second)
    }
    await page.clock.resume()
    await part(page, 'primary').click()
    await expect(part(page, 'message')).toContainText('Ready to search')
    await expect(timer).toHaveCount(0)
    expect(backend.service.links.size).toBe(1)
  })

  test('an expired link is shown, and the same button requests a new one', async ({
    host,
    backend,
    page,
  }) => {
    await page.clock.install()
    await host.mount({ props: { autoUpload: false } })
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect(part(page, 'message')).toContainText('Ready to upload')
    await page.clock.fastForward('15:01')
    await expect(part(page, 'message')).toContainText('The upload link has expired.')
    await expect(page.getByRole('timer')).toHaveCount(0)
    expect(await host.log('onExpire')).toHaveLength(1)
    expect(await host.status()).toBe('ready')
    await part(page, 'primary').click()
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect([...backend.service.links.values()].map(({ puts }) => puts)).toEqual([0, 1])
    expect(await host.log('onError')).toEqual([])
  })

  test('a link with under 10 s left is renewed before the start, without a message', async ({
    host,
    backend,
    page,
  }) => {
    await page.clock.install()
    await host.mount({ props: { autoUpload: false } })
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect(part(page, 'message')).toContainText('Ready to upload')
    // The clock is stopped, so the link does not expire in the meantime.
    await page.clock.pauseAt((await expiry(page)) - 8_000)
    await expect(part(page, 'message')).toContainText('Ready to upload')
    await part(page, 'primary').click()
    await page.clock.resume()
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect([...backend.service.links.values()].map(({ puts }) => puts)).toEqual([0, 1])
    expect(await host.log('onExpire')).toEqual([])
  })

  test('a system clock that jumps back does not make a link live longer', async ({
    host,
    page,
  }) => {
    await page.clock.install()
    await host.mount({ props: { autoUpload: false } })
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect(part(page, 'message')).toContainText('Ready to upload')
    await page.clock.pauseAt(Date.now() + 5_000)
    const before = Math.ceil((await lifeLeft(page)) / 1_000)
    await page.clock.setSystemTime(Date.now() - 3_600_000)
    await page.clock.runFor(60_000)
    const left = await seconds(page.getByRole('timer').locator('time').textContent())
    // The shown time may be a second old.
    expect(left).toBeLessThanOrEqual(before - 59)
    expect(left).toBeGreaterThanOrEqual(before - 61)
  })
})

test.describe('in auto mode', () => {
  test('the remaining time is visible until the upload is confirmed', async ({
    host,
    backend,
    page,
  }) => {
    const held = hold()
    backend.setFaults({ endpoint: { complete: { delay: held.until } } })
    await host.mount()
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect.poll(() => host.status()).toBe('confirming')
    await expect(page.getByRole('timer').locator('time')).toHaveText(/^1[45]:\d\d$/)
    held.letGo()
    await expect(part(page, 'message')).toContainText('Ready to search')
    await expect(page.getByRole('timer')).toHaveCount(0)
  })
})

test.describe('an image on a slow network', () => {
  test.use({
    viewport: { width: 1000, height: 700 },
    backendOptions: { service: { maxBytes: 20_000_000 } },
  })

  /** Selects an image whose upload stops halfway until the test releases it. */
  async function uploadHalf(host: HostPage, backend: Backend, page: Page): Promise<() => void> {
    const held = hold()
    // The network's buffers hold about a third of it.
    backend.setFaults({ service: { put: [{ stall: 65_536, resumeAfter: held.until }, null] } })
    await host.mount({ props: { maxSize: 20_000_000 } })
    await host.choose(await hugeImage())
    await expect
      .poll(async () => Number(await page.getByRole('progressbar').getAttribute('aria-valuenow')))
      .toBeGreaterThan(20)
    return held.letGo
  }

  test('cancelled halfway: nothing is stored, no error, and one click sends it again', async ({
    host,
    backend,
    page,
  }) => {
    const letGo = await uploadHalf(host, backend, page)
    await part(page, 'remove').click()
    await expect(part(page, 'message')).toContainText('Ready to upload')
    expect(
      (await host.log())
        .map(({ event }) => event)
        .filter((event) => event !== 'onUploadProgress' && event !== 'onStatusChange'),
    ).toEqual(['onImageSelect', 'onUploadBegin', 'onCancel'])
    letGo()
    await expect
      .poll(() => backend.service.requests.find(({ kind }) => kind === 'put')?.response)
      .toBe('gone')
    expect(backend.service.objects.size).toBe(0)
    await part(page, 'primary').click()
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect([...backend.service.links.values()].map(({ stored }) => stored)).toEqual([false, true])
    expect(await host.log('onError')).toEqual([])
  })

  test('replaced halfway: the old upload stops, the new one is the only outcome', async ({
    host,
    backend,
    page,
  }, info) => {
    const letGo = await uploadHalf(host, backend, page)
    await drop(page, [imageFile('png/rgb8.png')])
    await expect(part(page, 'message')).toContainText('Ready to search')
    letGo()
    await expect
      .poll(() => backend.service.requests.find(({ kind }) => kind === 'put')?.response)
      .toBe('gone')
    expect(storedImage(backend, info)).toMatchObject({ format: 'png' })
    expect((await host.log('onUploadComplete')).map(({ value }) => value)).toMatchObject([
      { source: { name: 'rgb8.png' } },
    ])
    expect(
      (await host.log())
        .map(({ event }) => event)
        .filter((event) => /Error|Cancel|Reject/.test(event)),
    ).toEqual([])
    expect(backend.requests.map(({ call }) => call)).toEqual([
      'presigned-url',
      'presigned-url',
      'complete',
    ])
  })

  test('a rejected selection does not disturb it', async ({ host, backend, page }) => {
    const held = hold()
    backend.setFaults({ service: { preflight: { delay: held.until } } })
    await host.mount()
    await host.choose(imageFile(IMAGE))
    await expect.poll(() => host.status()).toBe('uploading')
    await drop(page, [imageFile('other/sample.gif')])
    await expect(part(page, 'rejection')).toContainText('sample.gif')
    expect(await host.status()).toBe('uploading')
    held.letGo()
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect(backend.service.requests.filter(({ kind }) => kind === 'put')).toHaveLength(1)
  })
})

test('a rejected upload keeps the image, and one click uploads it', async ({
  host,
  backend,
  page,
}, info) => {
  backend.setFaults({ service: { put: '429-long' } })
  await host.mount()
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  await expect(part(page, 'message')).toContainText('Please wait')
  expect(await host.status()).toBe('error')
  await expect(part(page, 'name')).toContainText('orient-6.jpg')
  await expect(part(page, 'preview').locator('img')).toBeVisible()
  expect(await errorsOf(page, 'onError')).toMatchObject([
    { code: 'rate-limited', recovery: 'try-again' },
  ])
  backend.setFaults({})
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(part(page, 'message')).toContainText('Ready to search')
  expect(storedImage(backend, info)).toMatchObject({ width: 480, height: 320 })
  expect([...backend.service.links.values()].map(({ puts }) => puts)).toEqual([1, 1])
})

test('keyboard only: choose, upload, replace, remove', async ({ host, backend, page }) => {
  await host.mount({ props: { autoUpload: false } })
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-part'))
  const tabTo = async (name: string) => {
    for (let stop = 0; stop < 6; stop++) {
      if ((await focused()) === name) return
      await page.keyboard.press('Tab')
    }
    expect(await focused()).toBe(name)
  }
  const dialog = dialogsOf(page)
  const chooseWith = async (key: string, file: string) =>
    (await dialog(page.keyboard.press(key))).setFiles(imageFile(file))
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('trigger')
  await chooseWith('Enter', 'jpeg/orient-6.jpg')
  await expect(part(page, 'message')).toContainText('Ready to upload')
  expect(await focused()).not.toBeNull()
  await tabTo('primary')
  await page.keyboard.press('Enter')
  await expect(part(page, 'message')).toContainText('Ready to search')
  await tabTo('trigger')
  await chooseWith('Space', 'png/rgb8.png')
  await expect(part(page, 'name')).toContainText('rgb8.png')
  await expect(part(page, 'message')).toContainText('Ready to upload')
  await tabTo('remove')
  await page.keyboard.press('Enter')
  await expect.poll(() => host.status()).toBe('idle')
  // The focus is not on the body: the next Enter opens the file dialog again.
  expect(await focused()).toBe('trigger')
  expect(backend.service.objects.size).toBe(1)
})
