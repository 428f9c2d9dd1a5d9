import { expect, test } from 'vitest'
import { bytes, orientationTiff, u32 } from '../../../../test/support/image-bytes.js'
import type { Part } from '../../../../test/support/image-bytes.js'
import type { MetadataRange } from '../types.js'
import { blankHeic } from './heic.js'

const FILE = bytes('A'.repeat(200))

async function blanked(...metadata: MetadataRange[]) {
  return new Uint8Array(await new Blob(blankHeic(new Blob([FILE]), metadata)).arrayBuffer())
}
const filled = (start: number, ...content: Part[]) => {
  const inner = bytes(content)
  return bytes(FILE.slice(0, start), inner, FILE.slice(start + inner.length))
}

test('an item is replaced where the replacement fits, and blanked with one byte less', async () => {
  const upright = bytes(u32(0), orientationTiff(1))
  expect(await blanked({ kind: 'exif', start: 50, end: 80 })).toEqual(filled(50, upright))
  expect(await blanked({ kind: 'exif', start: 50, end: 79 })).toEqual(
    filled(50, new Uint8Array(29)),
  )
  const xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
  expect(await blanked({ kind: 'xmp', start: 50, end: 50 + xmp.length })).toEqual(filled(50, xmp))
  expect(await blanked({ kind: 'xmp', start: 50, end: 49 + xmp.length })).toEqual(
    filled(50, ' '.repeat(xmp.length - 1)),
  )
})

test('a box becomes free space, also an empty one; the rest of a box becomes zeros', async () => {
  expect(await blanked({ kind: 'maker', start: 50, end: 58 })).toEqual(filled(50, u32(8), 'free'))
  expect(
    await blanked({ kind: 'xmp', start: 50, end: 57 }, { kind: 'maker', start: 50, end: 60 }),
  ).toEqual(filled(50, ' '.repeat(7), 0, 0, 0))
})

test('bytes that several items share are blanked once, and the file keeps its length', async () => {
  const shared = await blanked(
    { kind: 'xmp', start: 50, end: 60 },
    { kind: 'xmp', start: 50, end: 60 },
    { kind: 'exif', start: 52, end: 55 },
    { kind: 'exif', start: 55, end: 65 },
  )
  expect(shared).toEqual(filled(50, ' '.repeat(10), 0, 0, 0, 0, 0))
})

test('data behind the image is dropped', async () => {
  expect(await blanked({ kind: 'trailer', start: 150, end: 200 })).toEqual(FILE.slice(0, 150))
})
