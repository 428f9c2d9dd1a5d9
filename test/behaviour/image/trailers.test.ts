/**
 * Nothing behind an image is sent: the result for a file with a trailer has the same bytes as that
 * for the image alone.
 */
import { describe, expect, it } from 'vitest'
import { accept, prepareContext } from '../../../src/core/pipeline/accept.js'
import { browserPorts } from '../../../src/core/platform/ports.js'
import { prepare } from '../../../src/core/prepare/prepare.js'
import { resolveSettings } from '../../../src/core/pipeline/job.js'
import { bytes, cameraTiff, exif, riffChunk, vp8, vp8x, webp } from '../../support/image-bytes.js'
import type { Bytes } from '../../support/image-bytes.js'
import { corpusBytes } from '../../support/read-corpus.js'
import { CANARY, random, trailer } from '../../support/trailers.js'

/** Runs for each kind of file. */
const RUNS = { jpeg: 4000, png: 2000, webp: 2000, heic: 2000 }
const { signal } = new AbortController()
const SETTINGS = [false, true].map((keepMetadata) =>
  resolveSettings({ endpoint: '/', keepMetadata }),
)

async function sent(content: Bytes, keepMetadata: boolean): Promise<Buffer> {
  const settings = SETTINGS[keepMetadata ? 1 : 0]!
  const { job } = await accept(new File([content], 'a'), settings, browserPorts, signal)
  expect(job.plan.kind).not.toBe('reencode')
  const { blob } = await prepare(job.image, job.plan, prepareContext(settings, signal))
  return Buffer.from(await blob.arrayBuffer())
}

const small = (file: string): Bytes => new Uint8Array(corpusBytes(file))
const withExif = (jpeg: Bytes) => bytes(jpeg.slice(0, 2), exif(cameraTiff(6)), jpeg.slice(2))

/**
 * An image, and the same file without its end marker, so that a trailer follows its data directly.
 */
type Base = readonly [name: string, image: Bytes, openEnded?: Bytes]
const withoutEnd = (image: Bytes, length: number): [Bytes, Bytes] => [
  image,
  image.slice(0, -length),
]

const BASES: Readonly<Record<keyof typeof RUNS, readonly Base[]>> = {
  jpeg: [
    ['baseline', ...withoutEnd(withExif(small('jpeg/min-224x224.jpg')), 2)],
    ['progressive', ...withoutEnd(small('jpeg/progressive-420.jpg'), 2)],
    ['restart markers', ...withoutEnd(small('jpeg/restart-rows.jpg'), 2)],
    ['three scans', ...withoutEnd(small('jpeg/three-scans.jpg'), 2)],
    ['grey', ...withoutEnd(small('jpeg/gray-2x2.jpg'), 2)],
  ],
  png: [
    ['colours', ...withoutEnd(small('png/min-224x224.png'), 12)],
    ['animated', ...withoutEnd(small('png/animated.png'), 12)],
  ],
  webp: [
    ['lossy', small('webp/min-224x224.webp')],
    ['animated', small('webp/animated.webp')],
    [
      'metadata',
      webp(
        vp8x(300, 300, 0x0c),
        vp8(300, 300),
        riffChunk('EXIF', cameraTiff(6)),
        riffChunk('XMP ', '<x/>'),
      ),
    ],
  ],
  heic: [
    ['single', small('heic/size-224x224.heic')],
    ['two images', small('heic/two-images.heic')],
    ['mif1', small('heic/mif1-only.heic')],
  ],
}

describe.each(Object.keys(RUNS) as (keyof typeof RUNS)[])('%s', (format) => {
  const runs = RUNS[format]

  it(`${runs} random trailers`, async () => {
    const next = random(runs + format.length)
    const bases = BASES[format]
    const clean = await Promise.all(
      bases.map(async ([, image]) => [await sent(image, false), await sent(image, true)] as const),
    )
    let marked = 0
    for (let n = 0; n < runs; n++) {
      const [name, image, openEnded = image] = bases[n % bases.length]!
      const keeps = next(4) === 0
      const behind = trailer(next)
      const start = next(2) === 0 ? image : openEnded
      const found = await sent(bytes(start, behind), keeps)
      const what = `${n}: ${name}, ${start === image ? 'whole' : 'without its end'}, ${Buffer.from(behind).toString('hex')}`
      expect(found.includes(CANARY), what).toBe(false)
      expect(found.equals(clean[n % bases.length]![keeps ? 1 : 0]), what).toBe(true)
      if (Buffer.from(behind).includes(CANARY)) marked++
    }
    expect(marked).toBe(runs)
  })
})
