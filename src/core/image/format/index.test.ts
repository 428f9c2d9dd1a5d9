import { describe, expect, it } from 'vitest'
import { box, heic, ispe } from '../../../../test/support/heic-bytes.js'
import {
  PNG_SIGNATURE,
  bytes,
  chunk,
  ihdr,
  jpeg,
  png,
  u32,
  vp8,
  webp,
} from '../../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../../test/support/image-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readHeader, readImage } from './index.js'

const read = (content: Bytes) => readImage(blobReader(new Blob([content])))
const ftyp = (major: string, ...brands: string[]) => box('ftyp', major, u32(0), brands)

describe('supported formats', () => {
  it.each([
    ['jpeg', jpeg()],
    ['png', png()],
    ['webp', webp(vp8(9, 9))],
    ['heic', heic()],
    ['heic', heic({ major: 'heix' })],
    ['heic', heic({ major: 'mif1', brands: ['mif1', 'heic'] })],
    ['heic', heic({ major: 'mif1', brands: ['mif1'] })],
    ['heic', heic({ major: 'msf1', brands: ['heic', 'hevc'] })],
  ])('%s', async (format, content) => {
    expect(await read(content)).toMatchObject({ detected: format, header: { format } })
    expect(await readHeader(new Blob([content]))).toMatchObject({ format })
  })

  it.each([
    ['jpeg', bytes(0xff, 0xd8, 0xff)],
    ['png', bytes(PNG_SIGNATURE)],
    ['webp', bytes('RIFF', u32(0), 'WEBP')],
    ['heic', ftyp('heic')],
  ])('%s, too damaged for a header', async (detected, content) => {
    expect(await read(content)).toEqual({ detected })
  })
})

describe('other types', () => {
  it.each<[string, Part]>([
    ['avif', ftyp('avif', 'mif1')],
    ['avif', ftyp('avis')],
    ['avif', ftyp('mif1', 'avif')],
    ['avci', ftyp('avci', 'mif1')],
    ['avci', ftyp('avcs')],
    ['avci', ftyp('mif1', 'avci', 'miaf')],
    ['cr3', ftyp('crx ', 'isom')],
    ['3gp', ftyp('3gp4', 'isom')],
    ['3gp', ftyp('3g2a')],
    ['m4v', ftyp('M4V ', 'mp42')],
    ['m4a', ftyp('M4A ', 'mp42')],
    ['heic-sequence', ftyp('hevc')],
    ['heic-sequence', ftyp('msf1', 'hevc')],
    ['heif', ftyp('mif1', 'jpeg')],
    ['mp4', ftyp('isom', 'mp42')],
    ['mp4', ftyp('amif', 'heic')],
    ['mp4', box('ftyp', 'mp')],
    ['mov', ftyp('qt  ')],
    ['cgbi', [PNG_SIGNATURE, chunk('CgBI', u32(0)), ihdr(9, 9)]],
    ['gif', 'GIF89a'],
    ['gif', 'GIF87a'],
    ['pdf', '%PDF-1.7'],
    ['tiff', 'II*\0'],
    ['tiff', 'MM\0*'],
    ['zip', 'PK\x03\x04'],
    ['bmp', 'BM'],
    ['jxl', '\xff\x0a'],
    ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['ico', '\0\0\x01\0'],
    ['webm', '\x1aE\xdf\xa3'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['svg', '\xef\xbb\xbf\n<?xml version="1.0"?><!-- a --><SVG/>'],
    ['html', '<!DOCTYPE html><title>x</title>'],
    ['html', '  <html><body>'],
    ['xml', '<?xml version="1.0"?><rss/>'],
  ])('%s', async (detected, content) => {
    expect(await read(bytes(content))).toEqual({ detected })
  })

  it.each([
    bytes(),
    bytes(1),
    bytes('just text'),
    bytes('RIFF', u32(0), 'WAVE'),
    bytes('RIFX', u32(0), 'WEBP'),
    bytes(0xff, 0xd8),
  ])('unknown types', async (content) => {
    expect(await read(content)).toEqual({ detected: undefined })
  })

  it.each([
    ['av01', 'av1C', 'avif'],
    ['avc1', 'avcC', 'avci'],
    ['vvc1', 'vvcC', 'heif'],
  ])('a general HEIF brand over %s images is not HEIC', async (type, setUp, detected) => {
    const items = [{ type, data: 'image', properties: [box(setUp, 'x'), ispe(9, 9)] }]
    expect(await read(heic({ major: 'mif1', brands: ['mif1'], items }))).toEqual({ detected })
  })
})

it('a file that cannot be read has no header, and the reader reports the failure', async () => {
  const blob = new Blob([jpeg()])
  blob.slice = () =>
    Object.assign(new Blob(), {
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
    })
  const reader = blobReader(blob)
  expect(await readImage(reader)).toEqual({ detected: undefined })
  expect(reader.failed).toBe(true)
})

it('a type box with a wrong length does not throw', async () => {
  const content = ftyp('heic')
  content.set(u32(0xffffffff))
  expect(await readImage(memoryReader(content.buffer))).toEqual({ detected: 'heic' })
})
