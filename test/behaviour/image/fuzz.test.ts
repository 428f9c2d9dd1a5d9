/** Hostile files: no reader throws or reads past the end, and reads and steps are limited. */
import { describe, expect, it } from 'vitest'
import type { ByteReader } from '../../../src/core/image/format/bytes.js'
import { isUploadError } from '../../../src/core/errors.js'
import { MAX_READS, blobReader, memoryReader } from '../../../src/core/image/format/bytes.js'
import { readImage } from '../../../src/core/image/format/index.js'
import { readWhole } from '../../../src/core/image/format/whole.js'
import { plan } from '../../../src/core/image/plan.js'
import { strip } from '../../../src/core/image/strip/index.js'
import { DEFAULT_LIMITS } from '../../../src/core/spec.js'
import { TEST_TIMEOUT } from '../../support/patience.js'
import { box, clap, heic, hvc1, irot, ispe } from '../../support/heic-bytes.js'
import {
  bytes,
  cameraTiff,
  chunk,
  exif,
  jpeg,
  png,
  riffChunk,
  segment,
  soundJpeg,
  vp8,
  vp8l,
  vp8x,
  webp,
} from '../../support/image-bytes.js'
import type { Bytes } from '../../support/image-bytes.js'
import { corpusBytes } from '../../support/read-corpus.js'
import { random, trailer } from '../../support/trailers.js'

const RUNS = 50_000
/**
 * The most steps of one walk. The inputs have a few hundred bytes, so this finds a loop without
 * progress.
 */
const MAX_STEPS = 3000

const tile = hvc1(ispe(512, 512))
const SEEDS: Readonly<Record<string, readonly Bytes[]>> = {
  jpeg: [
    jpeg(exif(cameraTiff(6)), segment(0xe2, 'ICC_PROFILE\0', 1, 1), segment(0xfe, 'comment')),
    jpeg(segment(0xe2, 'MPF\0'), exif(cameraTiff(3, true))),
  ],
  png: [
    png([chunk('eXIf', cameraTiff(6)), chunk('tEXt', 'a\0b')], chunk('tIME', 'now')),
    png(chunk('acTL', 'x'), chunk('fdAT', 'x')),
  ],
  webp: [
    webp(vp8x(300, 200, 0x2c), vp8(300, 200), riffChunk('EXIF', 'exif'), riffChunk('XMP ', 'x')),
    webp(vp8l(300, 200)),
    webp(vp8(300, 200)),
  ],
  heic: [
    heic({
      items: [
        hvc1(ispe(640, 480), clap(600, 400), irot(1)),
        { type: 'Exif', data: 'EXIF' },
        { type: 'mime', data: 'XMP', inMeta: true },
      ],
    }),
    heic({
      items: [tile, { type: 'grid', data: 'g', properties: [ispe(1000, 500)], tiles: [1] }],
      primary: 2,
      wide: true,
      metaLast: true,
      tail: box('mpvd', 'v'),
    }),
  ],
}

const TELLING = [0, 1, 2, 7, 8, 0x0f, 0x7f, 0x80, 0xd8, 0xd9, 0xda, 0xe1, 0xff]

/** Images that can be walked to their end. */
const ENDED: Readonly<Record<string, readonly Bytes[]>> = {
  jpeg: [bytes(soundJpeg(), trailer(random(1))), soundJpeg(exif(cameraTiff(6))).slice(0, -2)],
  png: [
    bytes(new Uint8Array(corpusBytes('png/min-224x224.png')).slice(0, -12), trailer(random(2))),
  ],
  webp: [bytes(webp(vp8(300, 200)), trailer(random(3)))],
  heic: [bytes(heic(), trailer(random(4)))],
}

/** Changes, cuts, repeats or inserts bytes, a few times. */
function mutate(seed: Bytes, next: (below: number) => number): Bytes {
  let content = seed.slice()
  for (let times = 1 + next(4); times > 0; times--) {
    const at = next(content.length + 1)
    const kind = next(8)
    if (kind < 5) content[at] = kind < 3 ? (TELLING[next(TELLING.length)] ?? 0) : next(256)
    else if (kind === 5) content = content.slice(0, at)
    else {
      const piece = content.slice(at, at + next(24))
      content = Uint8Array.from([
        ...content.slice(0, at),
        ...piece,
        ...content.slice(kind === 6 ? at : at + 1),
      ])
    }
  }
  return content
}

/** Counts steps and checks that no view leaves the file. */
function watched(reader: ByteReader): { reader: ByteReader; steps: () => number } {
  let steps = 0
  const view: ByteReader['view'] = async (offset, length) => {
    if (++steps > MAX_STEPS) throw new Error('does not end')
    const found = await reader.view(offset, length)
    if (offset < 0 || length < 0 || offset + length > reader.size) throw new Error('left the file')
    return found
  }
  return { reader: { ...reader, view }, steps: () => steps }
}

async function isRead(content: Bytes): Promise<boolean> {
  const sliced = await readImage(watched(memoryReader(content.buffer, false)).reader)
  const { header } = await readImage(watched(memoryReader(content.buffer)).reader)
  if (header === undefined) return false
  let at = 0
  for (const { start, end } of header.metadata) {
    if (header.format !== 'heic' && start < at) throw new Error('ranges overlap')
    if (start < 0 || end <= start || end > content.length)
      throw new Error('range outside of the file')
    at = end
  }
  if (sliced.header !== undefined && sliced.header.codedWidth !== header.codedWidth)
    throw new Error('two sizes')
  plan(header, { name: 'x', type: '', bytes: content.length }, DEFAULT_LIMITS, { hex: '00000000' })
  return true
}

describe.each(Object.keys(SEEDS))('%s', (format) => {
  const seeds = SEEDS[format] ?? []

  it(`${RUNS} changed files`, { timeout: 5 * TEST_TIMEOUT }, async () => {
    const next = random(format.length * 7919)
    let read = 0
    for (let n = 0; n < RUNS; n++) {
      const content = mutate(seeds[n % seeds.length] ?? new Uint8Array(), next)
      try {
        if (await isRead(content)) read++
      } catch (error) {
        throw new Error(`input ${n}: ${Buffer.from(content).toString('base64')}`, { cause: error })
      }
    }
    // Some are rejected and some are not, so the changes reach every depth.
    expect(read / RUNS).toBeGreaterThan(0.1)
    expect(read / RUNS).toBeLessThan(0.98)
  })

  it('read to their end: a whole image is whole when it is read again, and hardly longer', async () => {
    const next = random(format.length * 31)
    const images = [...seeds, ...(ENDED[format] ?? [])]
    let whole = 0
    for (let n = 0; n < 2000; n++) {
      const content = mutate(images[n % images.length] ?? new Uint8Array(), next)
      const { header, bytes: image } = await readWhole(content.slice().buffer)
      if (header === undefined || header.truncated) continue
      const what = `input ${n}: ${Buffer.from(content).toString('base64')}`
      // An end marker, or an end chunk and a checksum.
      expect(image.byteLength, what).toBeLessThanOrEqual(content.length + 16)
      const again = await readWhole(image)
      expect(again.bytes, what).toBe(image)
      expect(again.header, what).toEqual(header)
      whole++
    }
    expect(whole).toBeGreaterThan(200)
  })

  it('read as files: few reads, and a stripped image stays readable', async () => {
    const next = random(format.length)
    for (let n = 0; n < 500; n++) {
      const blob = new Blob([mutate(seeds[n % seeds.length] ?? new Uint8Array(), next)])
      let reads = 0
      const slice = blob.slice.bind(blob)
      blob.slice = (start, end) => {
        reads++
        return slice(start, end)
      }
      await readImage(blobReader(blob))
      expect(reads).toBeLessThanOrEqual(MAX_READS)
      const { header } = await readImage(memoryReader(await blob.arrayBuffer()))
      if (header === undefined || header.truncated) continue
      // Only in HEIC may image and metadata share bytes.
      const stripped = await strip(blob, header).catch((error: unknown) =>
        format === 'heic' && isUploadError(error) ? blob : Promise.reject(error),
      )
      const left = await readImage(memoryReader(await stripped.arrayBuffer()))
      expect(left.header, Buffer.from(await blob.arrayBuffer()).toString('hex')).toMatchObject({
        width: header.width,
        height: header.height,
        orientation: header.orientation,
      })
    }
  })
})
