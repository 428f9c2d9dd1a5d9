/**
 * Rows 1 to 19 of the fault matrix: what a user may select, drop or lose before anything is sent.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { imageSize } from 'image-size'
import type { UploadErrorCode } from '../src/core/errors.ts'
import { box, heic, ispe } from '../test/support/heic-bytes.ts'
import { createTestImage } from '../src/testing/images/test-image.ts'
import { dragOnto } from './lib/drag.ts'
import { countDialogs, dialogsOf, part } from './lib/hand.ts'
import { avifHead, pngBomb, webpBomb, withJpegSize } from './lib/hostile-images.ts'
import { expect, hasImage, imageFile, test } from './lib/matrix.ts'
import { memoryGrowth } from './lib/memory.ts'
import { bestTime } from './lib/row-report.ts'
import type { Row } from './lib/row.ts'

const image = () => imageFile('png/min-224x224.png')
const other = () => imageFile('png/rgb8.png')
const notes = (row: Row) => row.file('notes.txt', 'Just some text, long enough to be a file.')

/** Expects that each is rejected, and that the next image is accepted. */
async function rejectsEach(
  row: Row,
  files: Record<string, UploadErrorCode | [UploadErrorCode, Record<string, unknown>]>,
) {
  for (const [path, expected] of Object.entries(files)) {
    const [code, details] = Array.isArray(expected) ? expected : [expected, {}]
    await row.choose(path)
    await row.rejects(code, details)
    expect(await row.status()).toBe('idle')
  }
  expect(row.backend.requests).toEqual([])
  await row.takes(image())
}

test('row 1: text, GIF, SVG and AVIF are rejected by content', async ({ row }) => {
  await row.mount()
  await rejectsEach(row, {
    [notes(row)]: 'unsupported-format',
    [imageFile('other/sample.gif')]: ['unsupported-format', { detected: 'gif' }],
    [imageFile('other/vector.svg')]: ['unsupported-format', { detected: 'svg' }],
    [imageFile('other/svg-named.png')]: ['unsupported-format', { detected: 'svg' }],
    [row.file('head.avif', avifHead())]: ['unsupported-format', { detected: 'avif' }],
    [row.file('renamed.heic', avifHead())]: ['unsupported-format', { detected: 'avif' }],
    ...(hasImage('other/real.avif')
      ? { [imageFile('other/real.avif')]: ['unsupported-format', { detected: 'avif' }] }
      : {}),
  })
})

test('row 2: HTML with the name and type of a JPEG is rejected', async ({ row }) => {
  await row.mount()
  await rejectsEach(row, {
    [row.file('a.jpg', '<!doctype html><title>x</title><script>window.__xss = 1</script>')]:
      'unsupported-format',
    [row.file('evil.html.jpg', '<html><body onload="window.__xss = 1"></body></html>')]:
      'unsupported-format',
  })
  expect(await row.evaluate(() => '__xss' in window)).toBe(false)
})

test('row 3: a wrong name, no extension, no type: accepted by content, sent with a matching name and type', async ({
  row,
}) => {
  await row.mount({ fileName: 'original' })
  const files = {
    'heic/named.jpg': ['named.heic', 'image/heic'],
    'png/png-named.jpg': ['png-named.png', 'image/png'],
    'png/no-extension': ['no-extension.png', 'image/png'],
    'heic/empty-mime.HEIC': ['empty-mime.heic', 'image/heic'],
  }
  for (const [file, [name, type]] of Object.entries(files)) {
    await row.choose(imageFile(file))
    const asset = await row.succeeds({ presigns: 1, sends: 1 })
    expect(asset).toMatchObject({ fileName: name, type })
    expect(row.backend.service.objects.get(asset.assetFileKey)?.type).toBe(type)
  }
  const upperCase = row.file('IMAGE.JPG', readFileSync(imageFile('jpeg/orient-1.jpg')))
  await row.choose(upperCase)
  const asset = await row.succeeds()
  expect(asset).toMatchObject({ fileName: 'IMAGE.jpg', type: 'image/jpeg' })
  expect(row.backend.service.objects.get(asset.assetFileKey)?.type).toBe('image/jpeg')
})

test('row 4: an empty file is rejected', async ({ row }) => {
  await row.mount()
  await rejectsEach(row, { [imageFile('other/zero-byte.jpg')]: 'empty-file' })
})

for (const variant of ['card', 'compact'] as const) {
  test(`× dismisses a rejection, in the ${variant}: the earlier image is shown again, and stays`, async ({
    row,
    page,
  }) => {
    const text = notes(row)
    const surface = part(page, 'surface')
    await row.mount({ variant })
    const invitation = await surface.ariaSnapshot()
    const dialogs = countDialogs(page)
    await row.choose(text)
    await row.rejects('unsupported-format')
    await expect(part(page, 'remove')).toHaveAccessibleName('Dismiss')
    // The second click of a double click hits the button that opens the file dialog.
    await part(page, 'remove').dblclick()
    await expect(surface).toMatchAriaSnapshot(invitation)
    await expect(part(page, 'trigger')).toBeFocused()
    expect(dialogs()).toBe(0)

    await row.takes(image())
    const uploaded = await surface.ariaSnapshot()
    await row.choose(text)
    await row.rejects('unsupported-format')
    await expect(part(page, 'remove')).toHaveAccessibleName('Dismiss')
    await part(page, 'remove').dblclick()
    await expect(surface).toMatchAriaSnapshot(uploaded)
    expect(await row.status()).toBe('success')
    expect(await row.readings()).not.toContain('removed')
    // The same file is announced again.
    await row.choose(text)
    await row.rejects('unsupported-format')
  })
}

test('a double click on × acts once: the upload is cancelled, and its image stays', async ({
  row,
  page,
}) => {
  row.faults({ service: { preflight: 'silent' } })
  await row.mount()
  await row.choose(image())
  await row.reaches('uploading')
  await part(page, 'remove').dblclick()
  await row.cancels()
  expect(await row.status()).toBe('ready')
})

test('a key that is held down on × does not activate the button that replaces it', async ({
  row,
  page,
}) => {
  await row.mount()
  const dialogs = countDialogs(page)
  await row.choose(notes(row))
  await row.rejects('unsupported-format')
  await part(page, 'remove').focus()
  // Each `down` of a key that is already down is a repetition.
  for (let n = 0; n < 3; n++) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(part(page, 'trigger')).toBeFocused()
  expect(dialogs()).toBe(0)
})

test('row 5: a HEIC over the limit that this browser cannot decode is rejected before any request', async ({
  row,
}) => {
  const small = imageFile('heic/single-480x320.heic')
  const bytes = readFileSync(small).length
  await row.mount({ maxSize: bytes - 1 })
  await row.choose(small)
  await row.rejects('heic-too-large', { bytes, maxSize: bytes - 1 })
  expect(row.backend.requests).toEqual([])
  await row.evaluate((maxSize) => window.host.update({ maxSize }), bytes)
  await row.takes(small)
  await row.evaluate(() => window.host.update({ maxSize: undefined }))
  await row.takes(row.file('5mb.heic', heicOf(5_000_000)))
  const asked = row.backend.requests.length
  for (const size of [5_000_001, 5_242_881]) {
    await row.choose(row.file(`${size}.heic`, heicOf(size)))
    await row.rejects('heic-too-large', { bytes: size, maxSize: 5_000_000 })
  }
  expect(row.backend.requests).toHaveLength(asked)
  if (!hasImage('heic/grid-24mp-over5mb.heic')) return
  await row.choose(imageFile('heic/grid-24mp-over5mb.heic'))
  await row.rejects('heic-too-large', { maxSize: 5_000_000 })
})

/** A HEIC image of this size in bytes; all of them belong to the image. */
function heicOf(size: number): Uint8Array {
  const file = (length: number) =>
    heic({
      items: [
        {
          type: 'hvc1',
          data: new Uint8Array(length),
          properties: [box('hvcC', 1), ispe(640, 480)],
        },
      ],
    })
  return file(size - file(0).length)
}

test('row 6: an image of 8 MB is re-encoded, and the status says so', async ({ row }) => {
  const made = async () =>
    new Uint8Array(
      await (
        await createTestImage({ width: 2_600, height: 1_800, bytes: 8_000_000 })
      ).arrayBuffer(),
    )
  const path = hasImage('jpeg/photo-48mp.jpg')
    ? imageFile('jpeg/photo-48mp.jpg')
    : row.file('large.png', await made())
  await row.mount()
  await row.choose(path)
  const asset = await row.succeeds({ presigns: 1, sends: 1 })
  expect(asset.source.bytes).toBeGreaterThan(8_000_000)
  const sent = row.backend.service.objects.get(asset.assetKey)?.bytes ?? new Uint8Array()
  expect(sent.length).toBeLessThan(5_000_000)
  const { width, height } = asset.source
  expect(imageSize(sent)).toMatchObject({
    type: 'jpg',
    width: 2048,
    height: Math.round((2048 * height) / width),
  })
  expect(await row.readings()).toContain(`Reducing ${width} × ${height} to 2048 × `)
})

test('row 7: one pixel too small, also after the EXIF orientation; the sentence has both dimensions', async ({
  row,
}) => {
  await row.mount()
  const turned = row.file(
    'turned.jpg',
    withJpegSize(readFileSync(imageFile('jpeg/orient-6.jpg')), 223, 640),
  )
  const sides = (width: number, height: number) => ({
    width,
    height,
    minWidth: 224,
    minHeight: 224,
  })
  await rejectsEach(row, {
    [imageFile('jpeg/min-223x224.jpg')]: ['too-small', sides(223, 224)],
    [imageFile('jpeg/min-224x223.jpg')]: ['too-small', sides(224, 223)],
    [imageFile('webp/min-224x223.webp')]: ['too-small', sides(224, 223)],
    [turned]: ['too-small', sides(640, 223)],
  })
  expect(await row.readings()).toMatch(/640 × 223 px. Use at least 224 × 224 px/)
  await row.takes(imageFile('jpeg/min-224x224.jpg'))
})

/** Milliseconds from the last selection to its rejection; runs in the page. */
function checkTime(): number {
  const at = (seen: (entry: { event: string; value: unknown }) => boolean) =>
    window.host.log.findLast(seen)?.at ?? Number.NaN
  return (
    at(({ event }) => event === 'onReject') -
    at(({ value }) => (value as { status?: string } | null)?.status === 'checking')
  )
}

test('row 8: bombs are rejected by their header: nothing is decoded, no memory is used', async ({
  row,
  browser,
}) => {
  await row.mount()
  const bombs = {
    [imageFile('png/bomb-30000x30000.png')]: 30_000,
    [imageFile('jpeg/bomb-65500.jpg')]: 65_500,
    [row.file('bomb.webp', webpBomb())]: 16_383,
    [row.file('bomb.png', pngBomb(16_384))]: 16_384,
  }
  // The first rejections of a page take memory that has nothing to do with the bombs.
  for (const small of ['jpeg/min-223x224.jpg', 'png/min-223x223.png', 'webp/min-224x223.webp']) {
    await row.choose(imageFile(small))
    await row.rejects('too-small')
  }
  const reject = async () => {
    const times: number[] = []
    for (const [path, width] of Object.entries(bombs)) {
      await row.choose(path)
      await row.rejects('too-many-pixels', { width, height: width, maxPixels: 250_000_000 })
      times.push(await row.evaluate(checkTime))
    }
    return times
  }
  const tries: number[][] = []
  const grown = await memoryGrowth(browser, async () => tries.push(await reject()))
  const best = () =>
    Object.keys(bombs).map((_, i) => Math.min(...tries.map((all) => all[i] ?? Number.NaN)))
  // The best of all attempts: the others may have waited for a busy machine.
  await bestTime(100, async () => {
    tries.push(await reject())
    return Math.max(...best())
  })
  const times = best()
  const report = await row.report()
  expect({ decodes: report.decodes, workerJobs: report.workerJobs }).toEqual({
    decodes: 0,
    workerJobs: 0,
  })
  test.info().annotations.push({
    type: 'rejected',
    description: `after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms, +${grown?.toFixed(1)} MB`,
  })
  // Decoding the smallest of them takes at least 268 MB.
  if (grown !== undefined) expect(grown).toBeLessThan(20)
  await row.takes(image())
})

test('row 9: a panorama is not resized below the minimum dimensions', async ({ row }) => {
  const panorama = imageFile('jpeg/panorama-8000x230.jpg')
  await row.mount()
  const sides = async () => {
    await row.choose(panorama)
    const asset = await row.succeeds()
    const { width, height } = imageSize(
      row.backend.service.objects.get(asset.assetKey)?.bytes ?? new Uint8Array(),
    )
    return { width, height }
  }
  // It fits unchanged, so its long side may be larger.
  expect(await sides()).toEqual({ width: 8000, height: 230 })
  // It does not fit: the short side is reduced to the minimum, and no further.
  await row.evaluate(() => window.host.update({ maxSize: 30_000, quality: 0.5 }))
  expect((await sides()).height).toBe(224)
  await row.choose(row.file('flat.jpg', withJpegSize(readFileSync(panorama), 8000, 223)))
  await row.rejects('too-small', { width: 8000, height: 223 })
})

test('row 10: truncated or damaged images are rejected, never a spinner', async ({ row }) => {
  await row.mount()
  const cut = [
    'jpeg/truncated-half.jpg',
    'jpeg/truncated-header.jpg',
    'jpeg/soi-only.jpg',
    'png/truncated-half.png',
    'png/width-zero.png',
  ]
  const more = [
    'webp/truncated-half.webp',
    'heic/truncated-half.heic',
    'heic/ftyp-only.heic',
    'other/one-byte.png',
  ]
  await rejectsEach(
    row,
    Object.fromEntries(
      [...cut, ...more].map((file) => [imageFile(file), 'unreadable-image' as const]),
    ),
  )
})

test('row 10: garbage after a valid header ends with a key or an error', async ({ row }) => {
  // The image must be decoded for the re-encode: some browsers show what they can, others fail.
  await row.mount({ maxDimension: 300 })
  for (const file of ['jpeg/corrupt-scan.jpg', 'png/bad-crc.png']) {
    await row.choose(imageFile(file))
    const { event, value } = await row.outcome<{ code?: string }>()
    if (event !== 'onUploadComplete') expect(value.code).toBe('unreadable-image')
  }
  await row.takes(image())
})

/** Without a worker the engine runs in the page, where the test can make it fail. */
const inPage = (row: Row, props: { maxDimension: number; maxSize?: number }) =>
  row.evaluate((given) => {
    window.host.mount({
      props: { ...given, createWorker: () => new Worker('data:text/javascript,throw 1') },
    })
  }, props)

test('row 11: a canvas that stays blank is detected: the original is sent, or nothing', async ({
  row,
}) => {
  await row.open()
  await row.evaluate(() => {
    // As canvases over a browser's limit do: no error, no image.
    for (const kind of [OffscreenCanvasRenderingContext2D, CanvasRenderingContext2D]) {
      const { drawImage } = kind.prototype
      kind.prototype.drawImage = function (this: CanvasRenderingContext2D, ...given: never[]) {
        if (this.canvas.width * this.canvas.height < 40_000) Reflect.apply(drawImage, this, given)
      }
    }
  })
  await inPage(row, { maxDimension: 300 })
  await row.choose(other())
  const asset = await row.succeeds({ presigns: 2 })
  expect(asset).toMatchObject({ type: 'image/png', width: 400, height: 300 })
  expect(Buffer.from(row.backend.service.objects.get(asset.assetKey)?.bytes ?? [])).toEqual(
    readFileSync(other()),
  )

  await inPage(row, { maxDimension: 300, maxSize: 200_000 })
  await row.choose(other())
  await row.fails('browser-limit', { phase: 'prepare', recovery: 'choose-another', sends: 0 })
  await row.takes(image())
})

test('row 12: the worker dies, the encoder fails: the next engine, or the original if it fits', async ({
  row,
}) => {
  await row.open()
  await row.evaluate(() => {
    const Own = window.Worker
    window.Worker = class extends Own {
      override postMessage(): void {
        super.terminate()
        queueMicrotask(() => this.dispatchEvent(new ErrorEvent('error', { cancelable: true })))
      }
    }
  })
  await row.mount({ maxDimension: 300 })
  await row.choose(other())
  expect(await row.succeeds({ presigns: 1, sends: 1 })).toMatchObject({
    type: 'image/jpeg',
    width: 300,
    height: 225,
  })

  await row.evaluate(() => {
    OffscreenCanvas.prototype.convertToBlob = () =>
      Promise.reject(new DOMException('no memory', 'EncodingError'))
    HTMLCanvasElement.prototype.toBlob = (done) => done(null)
  })
  await row.choose(other())
  expect(await row.succeeds({ sends: 1 })).toMatchObject({
    type: 'image/png',
    width: 400,
    height: 300,
  })
  await row.evaluate(() => window.host.update({ maxSize: 200_000 }))
  await row.choose(other())
  await row.fails('prepare-failed', { phase: 'prepare', recovery: 'choose-another', sends: 0 })
  await row.takes(image())
})

test('row 13: two files dropped: both rejected, and the earlier image stays', async ({
  row,
  page,
}) => {
  await row.mount()
  await row.begin()
  await dragOnto(page, '[data-part=root]', { files: [image(), other()] })
  await row.rejects('too-many-files', { count: 2 })
  expect(await row.status()).toBe('idle')
  await row.choose(image())
  const { assetKey } = await row.succeeds()
  await row.begin()
  await dragOnto(page, '[data-part=root]', { files: [image(), other()] })
  await row.rejects('too-many-files', { count: 2 })
  expect(await row.status()).toBe('success')
  await expect(page.locator('[data-part=field]')).toHaveValue(assetKey)
})

test('row 14: a folder, text and a link are rejected, and the page stays', async ({
  row,
  page,
}) => {
  await row.mount()
  const folder = test.info().outputPath('folder')
  mkdirSync(folder, { recursive: true })
  copyFileSync(image(), `${folder}/inside.png`)
  const link = [
    { mimeType: 'text/uri-list', data: 'https://elsewhere.example.test/cat.jpg' },
    { mimeType: 'text/html', data: '<img src="https://elsewhere.example.test/cat.jpg">' },
  ]
  const drops = [
    { dragged: { files: [folder] }, kind: 'folder' },
    { dragged: { items: [{ mimeType: 'text/plain', data: 'a cat' }] }, kind: 'text' },
    {
      dragged: {
        items: [{ mimeType: 'text/plain', data: 'https://elsewhere.example.test/cat.jpg' }],
      },
      kind: 'link',
    },
    { dragged: { items: link }, kind: 'link' },
  ]
  for (const { dragged, kind } of drops) {
    await row.begin()
    await dragOnto(page, '[data-part=root]', dragged)
    await row.rejects('no-file', { kind })
  }
  expect(page.url()).toBe(`${row.backend.url}/`)
  expect(row.backend.requests).toEqual([])
  await row.takes(image())
})

test('row 15: the same file again, after success, after an error, after ×', async ({
  row,
  page,
}) => {
  const dialog = dialogsOf(page)
  await row.mount()
  const byDialog = async () => {
    await row.begin()
    await (await dialog(part(page, 'trigger').click())).setFiles(image())
  }
  await byDialog()
  await row.succeeds({ presigns: 1, sends: 1 })
  // Emptied, because otherwise the browser would see no change.
  await expect(page.locator('input[type=file]')).toHaveValue('')
  await byDialog()
  await row.succeeds({ presigns: 1, sends: 1 })
  row.faults({ endpoint: { presign: 'malformed-json' } })
  await byDialog()
  await row.fails('endpoint-malformed')
  row.heal()
  await byDialog()
  await row.succeeds({ presigns: 1, sends: 1 })
  await row.click('remove')
  await row.reaches('idle')
  await byDialog()
  await row.succeeds({ presigns: 1, sends: 1 })
  expect(row.backend.service.objects.size).toBe(4)
})

test('row 16: the dialog is cancelled: the earlier selection stays', async ({ row, page }) => {
  const dialog = dialogsOf(page)
  await row.mount()
  await row.choose(image())
  const { assetKey } = await row.succeeds()
  const before = await row.evaluate(() => window.host.log.length)
  await (await dialog(part(page, 'trigger').click())).setFiles([])
  // The browser sends one of two events: a change to nothing, or this one.
  await page.locator('input[type=file]').dispatchEvent('cancel')
  await page.waitForTimeout(200)
  expect(await row.status()).toBe('success')
  expect(await row.evaluate(() => window.host.log.length)).toBe(before)
  await expect(page.locator('[data-part=field]')).toHaveValue(assetKey)
})

test('row 17: the file changes or is deleted after the selection: the selected bytes are sent, or an error says so', async ({
  row,
  page,
}) => {
  const bytes = readFileSync(image())
  await row.mount({ autoUpload: false })
  const changes = {
    'changed.png': (path: string) => writeFileSync(path, readFileSync(other())),
    'gone.png': (path: string) => rmSync(path),
  }
  for (const [name, change] of Object.entries(changes)) {
    const path = row.file(name, bytes)
    await row.choose(path)
    await row.reaches('ready')
    change(path)
    await row.click('primary')
    const asset = await row.succeeds({ sends: 1 })
    expect(Buffer.from(row.backend.service.objects.get(asset.assetKey)?.bytes ?? [])).toEqual(bytes)
  }
  // During the host app's rule: an image is in memory by then; a larger file has been inspected but
  // not copied.
  await page.evaluate(() => {
    const rule = () =>
      new Promise<undefined>((resolve) =>
        Object.assign(window, { letGo: () => resolve(undefined) }),
      )
    window.host.update({ validate: rule, autoUpload: true })
  })
  const during = async (name: string, content: Uint8Array, change: (path: string) => void) => {
    const path = row.file(name, content)
    await row.choose(path)
    await page.waitForFunction(() => 'letGo' in window)
    change(path)
    await page.evaluate(() => {
      const { letGo } = window as unknown as { letGo: () => void }
      Reflect.deleteProperty(window, 'letGo')
      letGo()
    })
  }
  const large = Buffer.concat([bytes, Buffer.alloc(16_000_000)])
  for (const [name, change] of Object.entries(changes)) {
    await during(name, bytes, change)
    const asset = await row.succeeds({ presigns: 1, sends: 1 })
    expect(Buffer.from(row.backend.service.objects.get(asset.assetKey)?.bytes ?? [])).toEqual(bytes)
    await during(name, large, change)
    await row.rejects('file-changed')
  }
  expect(await row.readings()).not.toMatch(/connection|offline/i)
})

test('row 18: a file that the system does not let the browser read', async ({ row }) => {
  await row.mount()
  await row.evaluate(() => {
    const { arrayBuffer } = Blob.prototype
    Object.assign(window, {
      readable: () => {
        Blob.prototype.arrayBuffer = arrayBuffer
      },
    })
    Blob.prototype.arrayBuffer = () =>
      Promise.reject(new DOMException('not allowed', 'NotReadableError'))
  })
  await row.choose(image())
  await row.rejects('file-changed')
  expect(await row.status()).toBe('idle')
  await row.evaluate(() => (window as unknown as { readable: () => void }).readable())
  await row.takes(image())
})

test('row 19: hostile and odd names are shown as inert text and sent sanitized', async ({
  row,
}) => {
  await row.mount({ fileName: 'original' })
  // A lone surrogate never arrives: the browser replaces it
  // (https://webidl.spec.whatwg.org/#idl-USVString).
  const names: Record<string, string> = {
    ['한글'.normalize('NFD') + '.png']: '한글.png',
    'a\u202Egnp.jpg': 'agnp.png',
    'nul\u0000byte.png': 'nulbyte.png',
    '../../etc/passwd.png': 'passwd.png',
    'C:\\fakepath\\image.png': 'image.png',
    [`${'x'.repeat(240)}.png`]: `${'x'.repeat(96)}.png`,
    '😀👩‍👩‍👧.png': '😀👩👩👧.png',
    'lone\uD800.png': 'lone\uFFFD.png',
    '"><img src=x onerror="window.__xss=1">.png': '___img src=x onerror=_window.__xss=1__.png',
  }
  const bytes = readFileSync(image()).toString('base64')
  for (const [name, sent] of Object.entries(names)) {
    await row.begin()
    await row.evaluate(
      ({ chosen, base64 }) => {
        const transfer = new DataTransfer()
        transfer.items.add(
          new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], chosen, {
            type: 'image/png',
          }),
        )
        const input = document.querySelector<HTMLInputElement>('input[type=file]')
        if (input) input.files = transfer.files
        input?.dispatchEvent(new Event('change', { bubbles: true }))
      },
      { chosen: name, base64: bytes },
    )
    const asset = await row.succeeds()
    expect.soft(asset.fileName).toBe(sent)
    expect.soft(decodeURIComponent(asset.assetFileKey).endsWith(`/${sent}`)).toBe(true)
  }
  // Characters that could reorder or hide text are not shown. The component's own isolates around a
  // name are removed here.
  expect((await row.readings()).replaceAll('\n', '')).not.toMatch(
    /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e]/u,
  )
  expect(
    await row.evaluate(() => ({
      ran: '__xss' in window,
      elements: document.querySelectorAll('[onerror]').length,
    })),
  ).toEqual({
    ran: false,
    elements: 0,
  })
  expect(await row.evaluate(() => document.querySelectorAll('[data-part=name] bdi').length)).toBe(1)
})
