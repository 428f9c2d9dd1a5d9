import { describe, expect, test, vi } from 'vitest'
import { cmykProfile } from '../../../test/support/cmyk-profile.js'
import { deltaE, expectColours, withIcc } from '../../../test/support/colours.js'
import { withoutDecoders } from '../../../test/support/engines.js'
import { bytes, exif, orientationTiff } from '../../../test/support/image-bytes.js'
import {
  cells,
  context,
  corpus,
  entries,
  inspected,
  pixels,
  reencode,
  type Rgb,
} from '../../../test/support/images.js'
import { decodeCmyk } from './cmyk/decode.js'
import { prepare } from './prepare.js'

const listed = (await entries()).map(({ file }) => file)
const loaded = () =>
  performance.getEntriesByType('resource').filter(({ name }) => name.includes('/prepare/cmyk/'))

/**
 * Means of 6 × 4 cells of the whole image, row by row, by Pillow 9.4 with Little CMS 2.14. With a
 * profile: `ImageCms.applyTransform(image, ImageCms.buildTransform(profile,
 * ImageCms.createProfile('sRGB'), 'CMYK', 'RGB', renderingIntent=0))`, which is perceptual; `ink`,
 * without one: `image.convert('RGB')`.
 */
// oxfmt-ignore
const EXPECTED = {
  ink: [
    [89, 87, 96], [98, 103, 87], [101, 102, 90], [106, 108, 121], [118, 125, 110], [123, 136, 107],
    [88, 107, 112], [93, 105, 102], [128, 120, 127], [96, 114, 118], [127, 115, 125], [83, 110, 104],
    [83, 93, 87], [85, 95, 101], [120, 118, 120], [129, 112, 123], [122, 104, 111], [105, 96, 101],
    [77, 98, 90], [109, 104, 108], [106, 108, 137], [151, 160, 153], [151, 150, 134], [114, 145, 118],
  ],
  file: [
    [84, 82, 91], [93, 97, 79], [96, 96, 92], [100, 102, 116], [117, 118, 104], [123, 131, 99],
    [79, 98, 104], [88, 99, 92], [120, 115, 115], [87, 109, 110], [120, 110, 114], [81, 105, 100],
    [80, 88, 83], [84, 92, 98], [114, 112, 113], [124, 109, 114], [121, 102, 107], [104, 91, 95],
    [74, 92, 84], [106, 98, 100], [100, 107, 118], [152, 157, 149], [159, 140, 124], [120, 138, 112],
  ],
  mft1: [
    [141, 133, 137], [149, 147, 133], [156, 149, 132], [161, 158, 161], [167, 163, 154], [178, 176, 164],
    [141, 151, 155], [147, 149, 149], [172, 166, 167], [148, 156, 163], [171, 164, 165], [134, 149, 152],
    [136, 138, 136], [139, 142, 145], [171, 167, 166], [175, 165, 164], [165, 155, 149], [155, 149, 148],
    [132, 138, 138], [160, 154, 153], [157, 152, 165], [199, 200, 199], [194, 186, 176], [171, 177, 168],
  ],
  mft2: [
    [155, 147, 151], [161, 160, 148], [169, 163, 145], [173, 170, 174], [178, 174, 165], [187, 187, 176],
    [155, 164, 167], [161, 163, 163], [182, 178, 178], [161, 167, 175], [181, 174, 175], [146, 161, 165],
    [150, 152, 150], [152, 155, 159], [182, 178, 177], [185, 176, 175], [174, 165, 159], [168, 163, 162],
    [146, 152, 151], [172, 167, 166], [166, 161, 174], [205, 207, 205], [201, 192, 183], [181, 187, 178],
  ],
} as const satisfies Record<string, readonly Rgb[]>

/** The same inks, stored as YCCK, with a profile made here. */
const profiled = async (icc: Uint8Array<ArrayBuffer>) =>
  inspected(withIcc((await corpus('jpeg/cmyk-noicc.jpg')).blob, icc))

describe('CMYK becomes sRGB', () => {
  /**
   * Without a profile no colours are right, but all browsers multiply paper by ink: (255 − C) ·
   * (255 − K) / 255.
   */
  test('without a profile, in the browser’s decoder', async () => {
    performance.clearResourceTimings()
    await expectColours(await corpus('jpeg/cmyk-noicc.jpg'), EXPECTED.ink, 6, 4)
    expect(loaded()).toEqual([])
  })

  test('with a profile, in a worker; the page has no decoder in this test', async () => {
    const image = await profiled(cmykProfile('mft2'))
    withoutDecoders()
    const { blob } = await prepare(image, reencode(image, 450), context()).finally(() =>
      vi.unstubAllGlobals(),
    )
    expect(deltaE(cells(await pixels(blob), 6, 4), EXPECTED.mft2)).toBeLessThanOrEqual(2)
  })

  test.each(['mft1', 'mft2'] as const)('with a profile: %s', async (type) => {
    const image = await profiled(cmykProfile(type))
    expect(deltaE(EXPECTED.ink, EXPECTED[type])).toBeGreaterThan(8)
    await expectColours(image, EXPECTED[type], 6, 4)
  })

  test.each(listed.filter((file) => file.endsWith('/cmyk.jpg')))(
    'with a printer’s profile: %s',
    async (file) => {
      await expectColours(await corpus(file), EXPECTED.file, 6, 4)
    },
  )

  test('is upright, also in the preview', async () => {
    const { blob } = await profiled(cmykProfile('mft2'))
    const turned = await inspected(
      new Blob([bytes(0xff, 0xd8, exif(orientationTiff(3))), blob.slice(2)]),
    )
    const previews: Blob[] = []
    const result = await prepare(
      turned,
      reencode(turned, 450),
      context({ onPreview: (preview) => previews.push(preview) }),
    )
    for (const image of [result.blob, previews[0]!]) {
      expect(
        deltaE(cells(await pixels(image), 6, 4), EXPECTED.mft2.toReversed()),
      ).toBeLessThanOrEqual(2)
    }
  })

  test('with a profile that cannot be read, as the browser shows it', async () => {
    const broken = cmykProfile('mft2')
    broken.set([66], 132)
    const image = await profiled(broken)
    await expectColours(image, cells(await pixels(image.blob), 6, 4), 6, 4)
  })

  test('with too many pixels to decode twice, as the browser shows it', async () => {
    const image = await profiled(cmykProfile('mft2'))
    const job = { source: image.blob, geometry: { ...image.header, width: 10_000, height: 6001 } }
    await expect(decodeCmyk(job, { width: 450, height: 300 })).rejects.toMatchObject({
      failure: 'undecodable',
    })
    await expect(
      decodeCmyk({ ...job, geometry: image.header }, { width: 450, height: 300 }),
    ).resolves.toMatchObject({ width: 450 })
  })

  test('stops at once on an abort, and the next image is prepared', async () => {
    const image = await profiled(cmykProfile('mft2'))
    const abort = new AbortController()
    const running = prepare(image, reencode(image, 450), context({ signal: abort.signal }))
    abort.abort('stop')
    await expect(running).rejects.toBe('stop')
    await expectColours(image, EXPECTED.mft2, 6, 4)
  })

  test('loads nothing for an image that is kept', async () => {
    const image = await profiled(cmykProfile('mft2'))
    performance.clearResourceTimings()
    expect((await prepare(image, { ...reencode(image), kind: 'keep' }, context())).blob).toBe(
      image.blob,
    )
    expect(loaded()).toEqual([])
  })
})
