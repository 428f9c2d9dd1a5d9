import { describe, expect, it } from 'vitest'
import {
  bytes,
  cameraTiff,
  orientationTiff as built,
  tiff,
  u16,
  u32,
} from '../../../../test/support/image-bytes.js'
import { isBare, orientationTiff, readOrientation } from './tiff.js'

const view = (content: Uint8Array<ArrayBuffer>) => new DataView(content.buffer)
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const

describe('readOrientation', () => {
  it.each(ORIENTATIONS)('reads %i in both byte orders', (orientation) => {
    expect(readOrientation(view(cameraTiff(orientation)))).toBe(orientation)
    expect(readOrientation(view(cameraTiff(orientation, true)))).toBe(orientation)
  })

  it('finds a directory at another offset', () => {
    expect(readOrientation(view(tiff([{ tag: 0x112, value: 6 }], { directory: 40 })))).toBe(6)
  })

  it.each([
    ['0', tiff([{ tag: 0x112, value: 0 }])],
    ['9', tiff([{ tag: 0x112, value: 9 }])],
    ['another type', tiff([{ tag: 0x112, type: 4, value: 6 }])],
    ['two values', tiff([{ tag: 0x112, count: 2, value: 6 }])],
    ['no such tag', tiff([{ tag: 0x10f, value: 6 }])],
    [
      'an entry behind the last one',
      bytes(
        tiff([{ tag: 0x10f, value: 1 }]).slice(0, 22),
        tiff([{ tag: 0x112, value: 6 }]).slice(10),
      ),
    ],
    ['BigTIFF', orientationTiff(6).fill(43, 3, 4)],
    ['no TIFF', bytes('not a TIFF file at all')],
    ['nothing', bytes()],
    ['a directory past the end', bytes('MM', u16(42), u32(4_000_000_000))],
    ['more entries than bytes', bytes('MM', u16(42), u32(8), u16(65_535))],
  ])('reads %s as 1', (_, content) => {
    expect(readOrientation(view(content))).toBe(1)
  })
})

describe('orientationTiff', () => {
  it.each(ORIENTATIONS)('is read back as %i', (orientation) => {
    const content = orientationTiff(orientation)
    expect(readOrientation(view(content))).toBe(orientation)
    expect(content).toEqual(built(orientation))
  })
})

describe('isBare', () => {
  it('is true only for an orientation above 1 without other tags', () => {
    expect(isBare(view(orientationTiff(6)), 6)).toBe(true)
    expect(isBare(view(orientationTiff(1)), 1)).toBe(false)
    expect(isBare(view(cameraTiff(6)), 6)).toBe(false)
  })
})
