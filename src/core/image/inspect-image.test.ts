import { expect, it } from 'vitest'
import {
  bytes,
  cameraTiff,
  exif,
  frame,
  jpeg,
  scan,
  vp8x,
  webp,
} from '../../../test/support/image-bytes.js'
import { inspectImage } from './inspect-image.js'

it('tells what an image is, as a viewer shows it', async () => {
  const content = jpeg(exif(cameraTiff(6)))
  expect(await inspectImage(new File([content], 'misnamed.png', { type: 'image/png' }))).toEqual({
    format: 'jpeg',
    type: 'image/jpeg',
    width: 480,
    height: 640,
    orientation: 6,
    alpha: false,
    animated: false,
    bytes: content.length,
  })
  expect(await inspectImage(new Blob([webp(vp8x(300, 300, 0x12))]))).toMatchObject({
    format: 'webp',
    alpha: true,
    animated: true,
  })
})

it('gives the dimensions as shown, also where the orientation follows the frame', async () => {
  const late = new Blob([bytes(0xff, 0xd8, frame(600, 400), exif(cameraTiff(6)), scan)])
  await expect(inspectImage(late, { minWidth: 400, minHeight: 600 })).resolves.toMatchObject({
    width: 400,
    height: 600,
  })
  await expect(inspectImage(late, { minWidth: 401 })).rejects.toMatchObject({
    code: 'too-small',
    details: { width: 400 },
  })
})

it('throws the rejection of an upload', async () => {
  const cut = new Blob([jpeg().slice(0, -2)])
  await expect(inspectImage(new Blob([]))).rejects.toMatchObject({ code: 'empty-file' })
  await expect(inspectImage(new Blob([bytes('GIF89a, really')]))).rejects.toMatchObject({
    code: 'unsupported-format',
  })
  await expect(inspectImage(cut)).rejects.toMatchObject({ code: 'unreadable-image' })
  await expect(inspectImage(new Blob([jpeg()]), { minWidth: 641 })).rejects.toMatchObject({
    code: 'too-small',
    details: { minWidth: 641 },
  })
  await expect(inspectImage(new Blob([jpeg()]), { minWidth: undefined })).resolves.toMatchObject({
    width: 640,
  })
})
