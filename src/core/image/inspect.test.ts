import { describe, expect, it } from 'vitest'
import { box, heic, ispe } from '../../../test/support/heic-bytes.js'
import {
  bytes,
  cameraTiff,
  chunk,
  exif,
  frame,
  jpeg,
  orientationTiff,
  png,
  scan,
  soundJpeg,
  u32,
  vp8,
  webp,
} from '../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../test/support/image-bytes.js'
import { isUploadError } from '../errors.js'
import { inspect, load } from './inspect.js'
import { fileInfoOf } from './file-info.js'
import type { Limits } from '../spec.js'
import { DEFAULT_LIMITS } from '../spec.js'

const { signal } = new AbortController()
const file = (content: Bytes, name = 'image.jpg', type = 'image/jpeg') =>
  new File([content], name, { type })
const options = (limits: Partial<Limits> = {}) => ({
  limits: { ...DEFAULT_LIMITS, ...limits },
  signal,
})
const rejection = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isUploadError(error)) throw new Error('was not rejected', { cause: error })
  const { code, details, phase, recovery } = error
  expect({ phase, recovery }).toEqual({ phase: 'choose', recovery: 'choose-another' })
  return { code, details }
}
const { name } = { name: 'image.jpg' }
const accept = DEFAULT_LIMITS.accept

describe('fileInfoOf', () => {
  it('describes a file, and a blob that has no name', () => {
    expect(fileInfoOf(file(bytes(1, 2)))).toEqual({ name, type: 'image/jpeg', bytes: 2 })
    expect(fileInfoOf(new Blob(['abc'], { type: 'image/png' }))).toEqual({
      name: '',
      type: 'image/png',
      bytes: 3,
    })
  })
})

describe('inspect', () => {
  it('tells the format by content, not by name or type', async () => {
    expect(await inspect(file(png(), 'page.html', 'text/html'), options())).toMatchObject({
      format: 'png',
      width: 640,
    })
    expect(await inspect(new Blob([heic()]), options())).toMatchObject({ format: 'heic' })
    expect(await inspect(file(jpeg(exif(cameraTiff(6)))), options())).toMatchObject({
      width: 480,
      height: 640,
      orientation: 6,
    })
  })

  it('rejects an empty file', async () => {
    expect(await rejection(inspect(file(bytes()), options()))).toEqual({
      code: 'empty-file',
      details: { name },
    })
  })

  it('rejects a file over maxInputSize without reading it', async () => {
    const large = file(jpeg())
    large.slice = () => expect.fail('was read')
    const { size } = large
    const details = { name, bytes: size, maxInputSize: size - 1 }
    expect(await rejection(inspect(large, options({ maxInputSize: size - 1 })))).toEqual({
      code: 'too-large',
      details,
    })
    expect(await inspect(file(jpeg()), options({ maxInputSize: size }))).toMatchObject({
      format: 'jpeg',
    })
  })

  it.each([
    ['gif', bytes('GIF89a, really')],
    ['html', bytes('<html><script>alert(1)</script>')],
    ['avif', box('ftyp', 'avif', u32(0), 'mif1')],
    ['heic-sequence', box('ftyp', 'hevc', u32(0), 'mif1')],
    [
      'heif',
      heic({
        major: 'mif1',
        brands: ['mif1'],
        items: [{ type: 'vvc1', data: 'x', properties: [ispe(9, 9)] }],
      }),
    ],
    ['cgbi', bytes('\x89PNG\r\n\x1a\n', chunk('CgBI', u32(0)), png().slice(8))],
    [undefined, bytes('twelve bytes')],
  ])('names the type of an unsupported file: %s', async (detected, content) => {
    const details = { name, accept, ...(detected === undefined ? {} : { detected }) }
    expect(await rejection(inspect(file(content), options()))).toEqual({
      code: 'unsupported-format',
      details,
    })
  })

  it('rejects a short text by its format, not as a damaged image', async () => {
    const details = { name: 'note.txt', accept }
    const text = file(bytes('hello'), 'note.txt', 'text/plain')
    expect(await rejection(inspect(text, options()))).toEqual({
      code: 'unsupported-format',
      details,
    })
  })

  it('rejects a format that is not on the list', async () => {
    const details = { name, accept: ['png'], detected: 'jpeg' }
    expect(await rejection(inspect(file(jpeg()), options({ accept: ['png'] })))).toEqual({
      code: 'unsupported-format',
      details,
    })
  })

  it.each([
    ['one byte', bytes(1)],
    ['a start alone', bytes(0xff, 0xd8, 0xff)],
    ['a header cut short', jpeg().slice(0, 8)],
  ])('rejects a file that cannot be a whole image: %s', async (_, content) => {
    expect(await rejection(inspect(file(content), options()))).toEqual({
      code: 'unreadable-image',
      details: { name },
    })
  })

  it.each(['NotReadableError', 'NotFoundError', 'SecurityError'])(
    'tells a file that cannot be read (%s) from a damaged one',
    async (kind) => {
      const gone = file(jpeg())
      gone.slice = () =>
        Object.assign(new Blob(), {
          arrayBuffer: () => Promise.reject(new DOMException('gone', kind)),
        })
      expect(await rejection(inspect(gone, options()))).toEqual({
        code: 'file-changed',
        details: { name },
      })
    },
  )

  it('stops with the signal’s reason', async () => {
    const reason = new Error('never mind')
    await expect(
      inspect(file(jpeg()), { ...options(), signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason)
    const controller = new AbortController()
    const running = inspect(file(jpeg()), { ...options(), signal: controller.signal })
    controller.abort(reason)
    await expect(running).rejects.toBe(reason)
  })
})

describe('load', () => {
  const selected = async (content: Bytes) => {
    const selectedFile = file(content, 'image.heic', 'image/heic')
    return { selectedFile, header: await inspect(selectedFile, options()) }
  }

  it('copies the file into memory, with the type of its content and all metadata', async () => {
    const image = soundJpeg(exif(cameraTiff(6)))
    const content = bytes(image, 'a video')
    const { selectedFile, header } = await selected(content)
    const loaded = await load(selectedFile, header, options())
    expect(loaded.source).toEqual({ name: 'image.heic', type: 'image/heic', bytes: content.length })
    expect(loaded.blob.type).toBe('image/jpeg')
    expect(new Uint8Array(await loaded.blob.arrayBuffer())).toEqual(image)
    expect(loaded.size).toBe(image.length)
    expect(loaded.header.metadata.map(({ kind }) => kind)).toEqual(['exif'])
    expect(header.metadata.map(({ kind }) => kind)).toEqual(['exif'])
  })

  it('looks for no metadata behind an image that has to be re-encoded, but for its end', async () => {
    const small = options({ maxDimension: 300 })
    const ending = async (...end: Part[]) => {
      const { selectedFile, header } = await selected(bytes(soundJpeg(), end))
      return load(selectedFile, header, small)
    }
    expect((await ending('a video', 0xff, 0xd9)).size).toBe(soundJpeg().length + 9)
    expect((await ending('a video')).size).toBe(soundJpeg().length)
    const cut = await selected(soundJpeg().slice(0, -20))
    expect(await rejection(load(cut.selectedFile, cut.header, small))).toMatchObject({
      code: 'unreadable-image',
    })
  })

  it('keeps an orientation behind the frame that inspect found', async () => {
    const { selectedFile, header } = await selected(
      bytes(0xff, 0xd8, frame(640, 480), exif(orientationTiff(6)), scan),
    )
    expect(header).toMatchObject({ orientation: 6, width: 480 })
    expect((await load(selectedFile, header, options())).header).toMatchObject({
      orientation: 6,
      width: 480,
    })
  })

  it.each([
    ['JPEG', soundJpeg().slice(0, -3)],
    ['PNG', png().slice(0, -12)],
    ['WebP', webp(vp8(300, 300)).slice(0, -2)],
    ['HEIC', heic().slice(0, -2)],
  ])('rejects a cut %s', async (_, content) => {
    const { selectedFile, header } = await selected(content)
    expect(await rejection(load(selectedFile, header, options()))).toMatchObject({
      code: 'unreadable-image',
    })
  })

  it.each<[string, () => Promise<ArrayBuffer>]>([
    ['cannot be read any more', () => Promise.reject(new DOMException('gone', 'NotReadableError'))],
    ['has become empty', () => Promise.resolve(new ArrayBuffer(0))],
    ['has another length', () => Promise.resolve(bytes(jpeg(), 0).buffer)],
    ['is another image', () => Promise.resolve(bytes(0xff, 0xd8, frame(641, 480), scan).buffer)],
    ['is no image any more', () => Promise.resolve(new ArrayBuffer(jpeg().length))],
  ])('rejects a file that %s', async (_, read) => {
    const { selectedFile, header } = await selected(jpeg())
    selectedFile.arrayBuffer = read
    expect(await rejection(load(selectedFile, header, options()))).toEqual({
      code: 'file-changed',
      details: { name: 'image.heic' },
    })
  })

  it('rejects a file whose orientation changed meanwhile', async () => {
    const { selectedFile, header } = await selected(jpeg(exif(orientationTiff(6))))
    selectedFile.arrayBuffer = () => Promise.resolve(jpeg(exif(orientationTiff(3))).buffer)
    expect(await rejection(load(selectedFile, header, options()))).toMatchObject({
      code: 'file-changed',
    })
  })

  it('stops with the signal’s reason', async () => {
    const { selectedFile, header } = await selected(jpeg())
    const controller = new AbortController()
    const running = load(selectedFile, header, { ...options(), signal: controller.signal })
    const reason = new Error('never mind')
    controller.abort(reason)
    await expect(running).rejects.toBe(reason)
  })
})
