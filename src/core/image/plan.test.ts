import { describe, expect, it } from 'vitest'
import type { PlanOptions } from './plan.js'
import { plan } from './plan.js'
import type { Limits } from '../spec.js'
import { DEFAULT_LIMITS } from '../spec.js'
import type { ImageHeader, MetadataRange } from './types.js'

const EXIF: MetadataRange = { kind: 'exif', start: 2, end: 1002 }
const VIDEO: MetadataRange = { kind: 'trailer', start: 3_000_000, end: 6_000_000 }

interface Case extends Partial<ImageHeader> {
  bytes?: number
  name?: string
  limits?: Partial<Limits>
  options?: Partial<PlanOptions>
}

function planned({ bytes = 1_000_000, name = 'IMG 1.HEIC', limits, options, ...header }: Case) {
  const { width = 1600, height = 1200 } = header
  return plan(
    {
      format: 'jpeg',
      codedWidth: width,
      codedHeight: height,
      width,
      height,
      orientation: 1,
      alpha: false,
      animated: false,
      icc: false,
      metadata: [],
      ...header,
    },
    { name, type: '', bytes },
    { ...DEFAULT_LIMITS, ...limits },
    { hex: '0123abcd', ...options },
  )
}

describe('the step', () => {
  it.each<[string, Case, string]>([
    ['fits, clean', {}, 'keep jpeg 1600x1200'],
    ['fits, PNG', { format: 'png', alpha: true }, 'keep png 1600x1200'],
    ['fits, WebP', { format: 'webp', animated: true }, 'keep webp 1600x1200'],
    ['fits, metadata', { metadata: [EXIF] }, 'strip jpeg 1600x1200'],
    [
      'fits, metadata to keep',
      { metadata: [EXIF], options: { keepMetadata: true } },
      'keep jpeg 1600x1200',
    ],
    [
      'exactly at the limits',
      { bytes: 5_000_000, width: 2048, height: 2048 },
      'keep jpeg 2048x2048',
    ],
    ['one byte too many', { bytes: 5_000_001 }, 'reencode jpeg 1600x1200'],
    ['one pixel too long', { width: 2049, height: 1000 }, 'reencode jpeg 2048x1000'],
    ['one byte too many, PNG', { bytes: 5_000_001, format: 'png' }, 'reencode jpeg 1600x1200'],
    [
      'one pixel too long, WebP',
      { width: 1000, height: 2049, format: 'webp' },
      'reencode jpeg 1000x2048',
    ],
    ['12 MP', { width: 4032, height: 3024 }, 'reencode jpeg 2048x1536'],
    ['24 MP upright', { width: 4284, height: 5712 }, 'reencode jpeg 1536x2048'],
    [
      'no longest side',
      { width: 8064, height: 6048, limits: { maxDimension: Infinity } },
      'keep jpeg 8064x6048',
    ],
    [
      'no longest side, too many bytes',
      { width: 8064, height: 6048, bytes: 9e6, limits: { maxDimension: Infinity } },
      'reencode jpeg 8064x6048',
    ],
    [
      'HEIC that fits is sent with any dimensions',
      { format: 'heic', width: 8064, height: 6048 },
      'keep heic 8064x6048',
    ],
    [
      'HEIC with metadata',
      { format: 'heic', width: 8064, height: 6048, metadata: [EXIF] },
      'strip heic 8064x6048',
    ],
    [
      'HEIC over the limit',
      { format: 'heic', bytes: 5_000_001, width: 4032, height: 3024 },
      'reencode jpeg 2048x1536',
    ],
    [
      'HEIC is blanked, not shortened',
      { format: 'heic', bytes: 5_000_500, metadata: [EXIF] },
      'reencode jpeg 1600x1200',
    ],
    [
      'HEIC that fits without its video',
      { format: 'heic', bytes: 6_000_000, metadata: [VIDEO] },
      'strip heic 1600x1200',
    ],
    [
      'fits without its video',
      { bytes: 6_000_000, metadata: [EXIF, VIDEO] },
      'strip jpeg 1600x1200',
    ],
    [
      'too large with a video to keep',
      { bytes: 6e6, metadata: [VIDEO], options: { keepMetadata: true } },
      'reencode jpeg 1600x1200',
    ],
    [
      'needs room for the orientation that is written back',
      { bytes: 5_001_000, metadata: [EXIF] },
      'reencode jpeg 1600x1200',
    ],
    [
      'still too large without its video',
      { bytes: 9e6, metadata: [VIDEO] },
      'reencode jpeg 1600x1200',
    ],
    [
      'in HEIC no orientation is written back',
      { format: 'heic', bytes: 5_000_000, metadata: [EXIF] },
      'strip heic 1600x1200',
    ],
    ['fits with that room', { bytes: 5_000_962, metadata: [EXIF] }, 'strip jpeg 1600x1200'],
  ])('%s', (_, input, expected) => {
    const { kind, format, width, height } = planned(input)
    expect(`${kind} ${format} ${width}x${height}`).toBe(expected)
  })
})

describe('the minimum sides', () => {
  it.each<[string, Case, string]>([
    ['a panorama that fits stays as it is', { width: 8000, height: 230 }, 'keep 8000x230'],
    [
      'also when there is metadata',
      { width: 8000, height: 230, metadata: [EXIF] },
      'strip 8000x230',
    ],
    [
      'a panorama with too many bytes keeps its short side',
      { width: 8000, height: 230, bytes: 5_000_001 },
      'reencode 7791x224',
    ],
    ['upright', { width: 1000, height: 10_000, bytes: 5_000_001 }, 'reencode 224x2240'],
    ['a side at the minimum', { width: 4000, height: 224, bytes: 5_000_001 }, 'reencode 4000x224'],
    ['2048 is just enough', { width: 4096, height: 448 }, 'reencode 2048x224'],
    ['2048 is enough', { width: 10_000, height: 1100 }, 'reencode 2048x225'],
    [
      'other minimum sides',
      { width: 4000, height: 3000, limits: { minWidth: 3000, minHeight: 100 }, bytes: 5_000_001 },
      'reencode 3000x2250',
    ],
  ])('%s', (_, input, expected) => {
    const { kind, width, height } = planned(input)
    expect(`${kind} ${width}x${height}`).toBe(expected)
  })

  it('hold for any dimensions', () => {
    for (let width = 224; width < 20_000; width += 97) {
      for (const height of [224, 225, 301, 999, 2048, 4999]) {
        const result = planned({ width, height, bytes: 6_000_000 })
        expect(Math.min(result.width, result.height)).toBeGreaterThanOrEqual(224)
        expect(result.width).toBeLessThanOrEqual(width)
        expect(result.height).toBeLessThanOrEqual(height)
        expect(result.width <= 2048 || result.height === 224).toBe(true)
        // The ratio of the sides stays, apart from rounding.
        expect(Math.abs(result.width - (result.height * width) / height)).toBeLessThanOrEqual(
          width / height / 2 + 0.5,
        )
      }
    }
  })

  it('lead to a rejection only where the image is too long for a JPEG', () => {
    const long: Case = { format: 'png', width: 400_000, height: 230 }
    expect(planned(long)).toMatchObject({ kind: 'keep', width: 400_000 })
    expect(() => planned({ ...long, bytes: 5_000_001 })).toThrow(
      expect.objectContaining({
        code: 'cannot-fit',
        details: { name: 'IMG 1.HEIC', width: 400_000, height: 230, maxSize: 5_000_000 },
      }),
    )
    const shrinks = planned({
      format: 'png',
      width: 90_000,
      height: 1000,
      bytes: 6e6,
      limits: { maxDimension: Infinity },
    })
    expect(shrinks).toMatchObject({ kind: 'reencode', width: 65_500, height: 728 })
  })
})

describe('images with too many pixels to decode', () => {
  const sides = (width: number, height: number): Case => ({ width, height, bytes: 8e6 })
  const progressive = (samples: number, width: number, height: number): Case => ({
    ...sides(width, height),
    buffered: true,
    samples,
  })

  it.each<[string, Case]>([
    ['57 MP', sides(8716, 6537)],
    ['56 MP, progressive', progressive(1.5, 8640, 6480)],
    ['33 MP, progressive with colour at full resolution', progressive(3, 6632, 4974)],
    ['73 MP, progressive and grey', progressive(1, 9864, 7398)],
    ['100 MP', sides(10_000, 10_000)],
    ['PNG of 100 MP', { ...sides(10_000, 10_000), format: 'png' }],
  ])('%s is re-encoded', (_, input) => {
    expect(planned(input).kind).toBe('reencode')
  })

  it.each<[string, Case]>([
    ['57 MP, progressive', progressive(1.5, 8716, 6537)],
    ['34 MP, progressive with colour at full resolution', progressive(3, 6732, 5049)],
    ['34 MP, progressive, with unknown samples', { ...sides(6732, 5049), buffered: true }],
    ['74 MP, progressive and grey', progressive(1, 9932, 7449)],
    ['more than 100 MP where JPEGs are decoded whole', sides(10_001, 10_000)],
    ['PNG of more than 100 MP', { ...sides(10_001, 10_000), format: 'png' }],
  ])('%s is sent as it is, or rejected', (_, input) => {
    expect(planned({ ...input, bytes: 4e6 }).kind).toBe('keep')
    expect(() => planned(input)).toThrow(
      expect.objectContaining({ code: 'browser-limit', phase: 'choose' }),
    )
  })
})

describe('name, type and quality', () => {
  it.each<[Case, string, string]>([
    [{}, 'query-0123abcd.jpg', 'image/jpeg'],
    [{ format: 'png' }, 'query-0123abcd.png', 'image/png'],
    [{ format: 'heic' }, 'query-0123abcd.heic', 'image/heic'],
    [{ format: 'heic', bytes: 5_000_001 }, 'query-0123abcd.jpg', 'image/jpeg'],
    [{ options: { fileName: 'original' } }, 'IMG 1.jpg', 'image/jpeg'],
    [{ format: 'heic', options: { fileName: 'original' } }, 'IMG 1.heic', 'image/heic'],
    [{ name: '', options: { fileName: 'original' } }, 'query-0123abcd.jpg', 'image/jpeg'],
  ])('%o → %s', (input, fileName, type) => {
    expect(planned(input)).toMatchObject({ fileName, type })
  })

  it.each([
    [undefined, 0.85],
    [0.5, 0.5],
    [0, 0],
    [0.89, 0.89],
    [0.95, 0.89],
    [1, 0.89],
    [-1, 0.85],
    [Number.NaN, 0.85],
  ])('quality %s → %d', (quality, expected) => {
    expect(planned({ options: { quality } }).quality).toBe(expected)
  })
})
