/**
 * Runs the whole corpus through acceptance and the plan, in Node and in browsers. Every field of
 * the manifest is an assertion.
 */
import { describe, expect, it } from 'vitest'
import { isUploadError } from '../../src/core/errors.js'
import { blobReader } from '../../src/core/image/format/bytes.js'
import { readImage } from '../../src/core/image/format/index.js'
import { inspect, load } from '../../src/core/image/inspect.js'
import { fileInfoOf } from '../../src/core/image/file-info.js'
import { plan } from '../../src/core/image/plan.js'
import { prepare } from '../../src/core/prepare/prepare.js'
import { DEFAULT_LIMITS, FORMATS } from '../../src/core/spec.js'
import type { InspectedImage } from '../../src/core/image/types.js'
import { validate } from '../../src/core/image/validate.js'

/** One entry of the manifest; see `corpus/SOURCES.md`. */
export interface CorpusEntry {
  readonly file: string
  readonly bytes: number
  readonly type: string
  readonly claimed: string
  readonly coded: readonly [number, number] | null
  readonly oriented: readonly [number, number] | null
  readonly alpha: boolean
  readonly expect:
    | 'ok'
    | 'too-small'
    | 'too-many-pixels'
    | 'corrupt'
    | 'ok-or-corrupt'
    | 'unsupported'
  readonly exifOrientation?: number
  readonly gps?: boolean
  readonly icc?: string
  readonly animated?: boolean
  readonly gainMap?: boolean
  /** Text in its metadata, or in what follows the image. */
  readonly mustNotContain?: string
}

const options = { limits: DEFAULT_LIMITS, signal: new AbortController().signal }

const CODES: Readonly<Record<CorpusEntry['expect'], readonly string[]>> = {
  ok: ['ok'],
  'too-small': ['too-small'],
  'too-many-pixels': ['too-many-pixels'],
  corrupt: ['unreadable-image', 'empty-file'],
  'ok-or-corrupt': ['ok', 'unreadable-image'],
  unsupported: ['unsupported-format'],
}

const TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(FORMATS).map(([format, { type }]) => [format, type])),
  avif: 'image/avif',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  html: 'text/html',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  zip: 'application/zip',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  jxl: 'image/jxl',
  cr3: 'image/x-canon-cr3',
}

/** Files with a CMYK profile that the manifest only mentions in a note. */
const UNLISTED_PROFILES = ['jpeg/cmyk.jpg']

/** What is sent of a file that is kept or stripped; `undefined` for one that is re-encoded. */
async function sentAsItIs(file: File): Promise<Blob | undefined> {
  const image = await accepted(file)
  const planned = plan(image.header, { ...image.source, bytes: image.size }, DEFAULT_LIMITS, {
    hex: '00000000',
  })
  if (planned.kind === 'reencode') return undefined
  return (await prepare(image, planned, { ...options, compressor: 'native' })).blob
}

async function accepted(file: File): Promise<InspectedImage> {
  const header = await inspect(file, options)
  validate(header, fileInfoOf(file), options.limits)
  return load(file, header, options)
}

/** @param fileOf returns an image as a browser would */
export function corpusCases(
  corpus: readonly CorpusEntry[],
  fileOf: (entry: CorpusEntry) => Promise<File>,
): void {
  describe.each(corpus)('$file', (entry) => {
    it('has the bytes, the true type and the header of the manifest', async () => {
      const file = await fileOf(entry)
      expect({ bytes: file.size, claimed: file.type }).toEqual({
        bytes: entry.bytes,
        claimed: entry.claimed,
      })
      const { detected, header } = await readImage(blobReader(file))
      expect(TYPES[detected ?? ''] ?? '').toBe(entry.type)
      const isSupported = entry.coded !== null && entry.expect !== 'unsupported'
      expect(
        header && {
          coded: [header.codedWidth, header.codedHeight],
          oriented: [header.width, header.height],
          alpha: header.alpha,
          animated: header.animated,
          icc: header.icc,
          orientation: header.orientation,
        },
      ).toEqual(
        isSupported
          ? {
              coded: entry.coded,
              oriented: entry.oriented,
              alpha: entry.alpha,
              animated: entry.animated ?? false,
              icc: entry.icc !== undefined || UNLISTED_PROFILES.includes(entry.file),
              // A HEIC is turned by `irot`; its EXIF orientation is ignored.
              orientation: entry.type === 'image/heic' ? 1 : (entry.exifOrientation ?? 1),
            }
          : undefined,
      )
    })

    it(`is accepted or rejected: ${entry.expect}`, async () => {
      const result = await accepted(await fileOf(entry)).then(
        () => 'ok',
        (error: unknown) => (isUploadError(error) ? error.code : String(error)),
      )
      expect(CODES[entry.expect]).toContain(result)
    })
  })

  describe.each(corpus.filter(({ expect: expected }) => expected === 'ok'))('$file', (entry) => {
    it('is planned within all limits', async () => {
      const { header, source } = await accepted(await fileOf(entry))
      const { kind, format, type, width, height } = plan(header, source, DEFAULT_LIMITS, {
        hex: '00000000',
      })
      const heic = header.format === 'heic'
      const fits = entry.bytes <= 5_000_000 && (heic || Math.max(...(entry.oriented ?? [])) <= 2048)
      const long =
        Math.min(header.width, header.height) * 2048 < Math.max(header.width, header.height) * 224
      const kept = header.metadata.length > 0 ? 'strip' : 'keep'
      expect(kind).toBe(!fits && !long ? 'reencode' : kept)
      expect(type).toBe(FORMATS[format].type)
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(224)
      const isReencoded = kind === 'reencode'
      expect(isReencoded ? Math.max(width, height) : [width, height]).toEqual(
        isReencoded ? 2048 : [header.width, header.height],
      )
      expect(format).toBe(isReencoded ? 'jpeg' : header.format)
    })

    it('is sent without what follows it, and the result would be sent as it is', async () => {
      const sent = await sentAsItIs(await fileOf(entry))
      if (sent === undefined) return
      const text = new TextDecoder('latin1').decode(await sent.arrayBuffer())
      expect(entry.mustNotContain !== undefined && text.includes(entry.mustNotContain)).toBe(false)
      const again = await sentAsItIs(new File([sent], entry.file))
      expect(again && new TextDecoder('latin1').decode(await again.arrayBuffer())).toBe(text)
    })

    it('lists its metadata', async () => {
      const kinds = (await accepted(await fileOf(entry))).header.metadata.map(({ kind }) => kind)
      const least = [
        ...(entry.gps || entry.exifOrientation !== undefined ? ['exif'] : []),
        ...(entry.gainMap ? ['xmp', 'mpf'] : []),
      ]
      expect(kinds).toEqual(expect.arrayContaining(least))
    })
  })
}
