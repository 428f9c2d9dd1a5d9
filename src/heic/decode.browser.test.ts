import { describe, expect, test, vi } from 'vitest'
import { bitmapCorners, far, type Rgb } from '../../test/support/images.js'
import { decodeHeic } from './decode.js'
import type { HeifImage, Libheif } from './library.js'
import { P3_PRIMARIES } from './profile.js'
import { heicWith, icc } from '../../test/support/profiles.js'

const RED: Rgb = [255, 0, 0]
const LIME: Rgb = [0, 255, 0]

describe('the result of libheif', () => {
  const imageFile = (primary: boolean, rgb: Rgb, width = 32): HeifImage => ({
    is_primary: () => primary,
    get_width: () => width,
    get_height: () => 32,
    has_alpha_channel: () => false,
    display(target, done) {
      for (let i = 0; i < target.data.length; i += 4) target.data.set([...rgb, 255], i)
      done(target)
    },
    free: vi.fn(),
  })
  const library = (...images: HeifImage[]) => {
    const fake: Libheif = {
      HeifDecoder: class {
        decode() {
          return images
        }
      },
      heif_js_decode_image2: () => ({}),
      heif_image_release: () => undefined,
      heif_colorspace: { heif_colorspace_RGB: 1 },
      heif_chroma: { heif_chroma_interleaved_RRGGBB_LE: 14 },
    }
    return () => Promise.resolve(fake)
  }

  test('the primary image is used, not the first one, and all are freed', async () => {
    const images = [imageFile(false, RED), imageFile(true, LIME, 40)]
    const bitmap = await decodeHeic({ image: new Blob([heicWith([])]) }, library(...images))
    expect(bitmap.width).toBe(40)
    for (const { free } of images) expect(free).toHaveBeenCalledTimes(1)
  })

  const p3 = { type: 3, values: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] }
  const profiles = [
    { what: 'none', heic: heicWith([]), expected: [200, 180, 100] },
    { what: 'Display P3', heic: heicWith([{ nclx: 12 }]), expected: [204, 179, 86] },
    {
      what: 'a P3 ICC profile',
      heic: heicWith([{ prof: icc(P3_PRIMARIES, p3) }]),
      expected: [204, 179, 86],
    },
    {
      what: 'another ICC profile',
      heic: heicWith([{ prof: icc(P3_PRIMARIES, { count: 1, values: [563 / 256] }) }]),
      expected: [204, 180, 87],
    },
  ] as const
  test.each(profiles)('$what becomes sRGB', async ({ heic, expected }) => {
    const bitmap = await decodeHeic(
      { image: new Blob([heic]) },
      library(imageFile(true, [200, 180, 100])),
    )
    for (const rgb of await bitmapCorners(bitmap)) expect(far(rgb, expected)).toBeLessThanOrEqual(2)
  })

  /** 594 of 1023, and 148 of 255, are the light of SDR white. */
  const pq = () => new Blob([heicWith([{ nclx: 9, transfer: 16 }])])

  test('more than 8 bits in rows with padding are converted, and the memory is freed', async () => {
    const released = vi.fn()
    const [width, height, stride] = [31, 32, 200]
    const values = new Uint16Array((stride / 2) * height).map((_, i) =>
      i % (stride / 2) < width * 3 ? 594 : 0,
    )
    const channel = {
      data: new Uint8Array(values.buffer),
      width,
      height,
      stride,
      bits_per_pixel: 10,
    }
    const fake = await library(imageFile(true, RED, width))()
    const deep = {
      ...fake,
      heif_js_decode_image2: () => ({ image: 'image', channels: [channel] }),
      heif_image_release: released,
    }
    const bitmap = await decodeHeic({ image: pq() }, () => Promise.resolve(deep))
    expect([bitmap.width, bitmap.height]).toEqual([width, height])
    for (const rgb of await bitmapCorners(bitmap))
      expect(far(rgb, [255, 255, 255])).toBeLessThanOrEqual(2)
    expect(released).toHaveBeenCalledExactlyOnceWith('image')
  })

  test('HDR is converted where libheif gives 8 bits only', async () => {
    const bitmap = await decodeHeic({ image: pq() }, library(imageFile(true, [148, 148, 148])))
    for (const rgb of await bitmapCorners(bitmap))
      expect(far(rgb, [255, 255, 255])).toBeLessThanOrEqual(4)
  })

  test('Display P3 is converted where ImageData does not support it', async () => {
    const { ImageData: Real } = globalThis
    vi.stubGlobal('ImageData', function narrow(width: number, height: number) {
      return new Real(width, height)
    })
    const bitmap = await decodeHeic(
      { image: new Blob([heicWith([{ nclx: 12 }])]) },
      library(imageFile(true, [200, 180, 100])),
    )
    vi.unstubAllGlobals()
    for (const rgb of await bitmapCorners(bitmap))
      expect(far(rgb, [204, 179, 86])).toBeLessThanOrEqual(2)
  })
})
