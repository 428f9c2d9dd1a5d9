import { describe, expect, it } from 'vitest'
import {
  PNG_SIGNATURE,
  bytes,
  cameraTiff,
  chunk,
  ihdr,
  orientationTiff,
  png,
  u32,
} from '../../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../../test/support/image-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readPng } from './png.js'

const whole = (content: Bytes) => readPng(memoryReader(content.buffer))
const sliced = (content: Bytes) => readPng(blobReader(new Blob([content])))
const data = chunk('IDAT', 'data')
const end = chunk('IEND')

describe('header', () => {
  it('gives dimensions, alpha, animation and profile', async () => {
    expect(await sliced(png())).toEqual({
      format: 'png',
      codedWidth: 640,
      codedHeight: 480,
      width: 640,
      height: 480,
      orientation: 1,
      alpha: false,
      animated: false,
      icc: false,
      metadata: [],
    })
    expect(await sliced(png([chunk('acTL', u32(3), u32(0)), chunk('iCCP', 'P3')]))).toMatchObject({
      animated: true,
      icc: true,
    })
  })

  it.each([
    [0, false],
    [2, false],
    [3, false],
    [4, true],
    [6, true],
  ])('colour type %i: alpha %s', async (type, alpha) => {
    expect(await sliced(bytes(PNG_SIGNATURE, ihdr(9, 9, type), data, end))).toMatchObject({ alpha })
    expect(
      await sliced(bytes(PNG_SIGNATURE, ihdr(9, 9, type), chunk('tRNS', 0), data, end)),
    ).toMatchObject({ alpha: true })
  })

  it('is found behind another chunk, as in Apple’s CgBI files', async () => {
    expect(
      await sliced(bytes(PNG_SIGNATURE, chunk('CgBI', u32(0)), ihdr(300, 200), data, end)),
    ).toMatchObject({ width: 300, height: 200 })
  })

  it('only the first one counts', async () => {
    expect(await sliced(bytes(PNG_SIGNATURE, ihdr(300, 200), ihdr(9, 9), data, end))).toMatchObject(
      { width: 300 },
    )
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', async (orientation) => {
    const [width, height] = orientation < 5 ? [640, 480] : [480, 640]
    expect(await sliced(png(chunk('eXIf', cameraTiff(orientation))))).toMatchObject({
      orientation,
      width,
      height,
    })
  })

  it('ignores an orientation behind the image data, as decoders do', async () => {
    const content = png([], chunk('eXIf', orientationTiff(6)))
    expect(await whole(content)).toMatchObject({
      orientation: 1,
      width: 640,
      metadata: [{ kind: 'exif' }],
    })
  })
})

describe('metadata', () => {
  it('does not list what a decoder needs', async () => {
    const types = [
      'PLTE',
      'cHRM',
      'gAMA',
      'sBIT',
      'sRGB',
      'cICP',
      'mDCV',
      'cLLI',
      'bKGD',
      'hIST',
      'pHYs',
      'tRNS',
      'iCCP',
      'acTL',
      'fcTL',
    ]
    const content = png(
      [types.map((type) => chunk(type, 'x')), chunk('eXIf', orientationTiff(6))],
      [chunk('fdAT', 'x'), data],
    )
    expect((await whole(content))?.metadata).toEqual([])
  })

  it.each([
    ['eXIf', 'exif', cameraTiff(1)],
    ['eXIf', 'exif', cameraTiff(6)],
    ['eXIf', 'exif', orientationTiff(1)],
    ['tEXt', 'text', 'Author\0me'],
    ['zTXt', 'text', 'Raw profile type exif\0'],
    ['iTXt', 'text', 'XML:com.adobe.xmp\0'],
    ['tIME', 'maker', 'now'],
    ['caBX', 'maker', 'origin'],
    ['iDOT', 'maker', 'Apple'],
  ])('%s, before and behind the data', async (type, kind, content: Part) => {
    const removed = chunk(type, content)
    expect((await whole(png(removed)))?.metadata).toEqual([
      { kind, start: 33, end: 33 + removed.length },
    ])
    const start = 33 + data.length
    expect((await whole(png([], removed)))?.metadata).toEqual([
      { kind, start, end: start + removed.length },
    ])
  })

  it.each<[string, Part]>([
    ['a video', 'and a video'],
    ['a chunk', chunk('tEXt', 'Author\0me')],
  ])('%s behind the end is a trailer', async (_, trailer) => {
    const content = bytes(png(), trailer)
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'trailer', start: png().length, end: content.length },
    ])
  })

  it('is read no further than the image data in slices', async () => {
    expect((await sliced(png(chunk('tIME', 'x'), chunk('tEXt', 'a\0b'))))?.metadata).toEqual([
      { kind: 'maker', start: 33, end: 46 },
    ])
  })
})

describe('broken files', () => {
  it.each([
    ['nothing', bytes()],
    ['the signature alone', bytes(PNG_SIGNATURE)],
    [
      'a signature changed in transfer',
      bytes(PNG_SIGNATURE.replace('\r\n', '\n'), ihdr(9, 9), data, end),
    ],
    ['another signature', bytes('\x88', png().slice(1))],
    ['no header chunk', bytes(PNG_SIGNATURE, data, end)],
    ['a header chunk cut short', bytes(PNG_SIGNATURE, ihdr(9, 9)).slice(0, 24)],
  ])('%s: no header', async (_, content) => {
    expect(await whole(content)).toBeUndefined()
    expect(await sliced(content)).toBeUndefined()
  })

  it.each([
    ['inside the data', bytes(PNG_SIGNATURE, ihdr(9, 9), data).slice(0, -6)],
    ['before the data', bytes(PNG_SIGNATURE, ihdr(9, 9))],
    ['before any data', bytes(PNG_SIGNATURE, ihdr(9, 9), end)],
    ['in a chunk of 4 GB', bytes(PNG_SIGNATURE, ihdr(9, 9), u32(0xffffffff), 'tEXt', 'lie')],
  ])('cut %s: truncated', async (_, content) => {
    expect(await whole(content)).toMatchObject({ width: 9, truncated: true, metadata: [] })
    expect(await sliced(content)).toMatchObject({ width: 9, truncated: true })
  })

  it.each([
    ['between data and end', []],
    ['in an end chunk with a wrong length', [u32(9), 'IEND', u32(0)]],
  ])('cut %s: truncated if all bytes are read', async (_, rest: Part) => {
    const content = bytes(PNG_SIGNATURE, ihdr(9, 9), data, rest)
    expect(await whole(content)).toMatchObject({ truncated: true })
    expect(await sliced(content)).not.toHaveProperty('truncated')
  })

  it('many tiny chunks do not block the page', async () => {
    const chunks = Array.from({ length: 40_000 }, () => data)
    let turns = 0
    const timer = setInterval(() => turns++)
    const header = await whole(bytes(PNG_SIGNATURE, ihdr(9, 9), chunks, end))
    clearInterval(timer)
    expect(header).toMatchObject({ width: 9, metadata: [] })
    expect(turns).toBeGreaterThan(4)
  })

  it('too many chunks end the walk', async () => {
    const content = bytes(
      PNG_SIGNATURE,
      ihdr(9, 9),
      Array.from({ length: 5000 }, () => chunk('tEXt')),
      data,
      end,
    )
    expect((await whole(content))?.metadata).toHaveLength(5000)
    // One more than the limit, and then an end.
    const flood = new Uint8Array(45 + 12 * 65_535)
    for (let at = 33; at < flood.length - 12; at += 12) flood.set([0, 0, 0, 0, 73, 68, 65, 84], at)
    flood.set(bytes(PNG_SIGNATURE, ihdr(9, 9)))
    flood.set(end, flood.length - 12)
    expect(await whole(flood)).toMatchObject({ truncated: true })
  })
})
