// No value that ExifTool writes into an image reaches the storage if the image is sent without a
// re-encode.
import { writeFileSync } from 'node:fs'
import { withTags } from '../test/support/exiftool.ts'
import { part } from './lib/hand.ts'
import { bytesOf, storedImage, tagsNamed } from './lib/stored.ts'
import { expect, imageFile, test } from './fixtures.ts'

const WRITTEN = [
  '-GPSLatitude=37.5665',
  '-GPSLatitudeRef=N',
  '-Make=CANARY',
  '-SerialNumber=CANARY',
  '-Artist=CANARY',
  '-UserComment=CANARY',
  '-XMP:Creator=CANARY',
  '-IPTC:Keywords=CANARY',
  '-Comment=CANARY',
]

for (const file of [
  'jpeg/orient-6.jpg',
  'png/rgb8.png',
  'webp/lossy-vp8.webp',
  'heic/single-480x320.heic',
]) {
  test(`${file} arrives without its metadata, unless it is kept`, async ({
    host,
    backend,
    page,
  }, info) => {
    const chosen = info.outputPath(file.replace('/', '-'))
    writeFileSync(chosen, withTags(bytesOf(imageFile(file)), ...WRITTEN))
    await host.mount()
    await host.choose(chosen)
    await expect(part(page, 'message')).toContainText('Ready to search')
    const { tags, bytes } = storedImage(backend, info)
    expect(tagsNamed(tags, /GPS|Serial|Make$|XMP|IPTC|Comment|Artist/)).toEqual([])
    expect(Buffer.from(bytes).includes('CANARY')).toBe(false)

    backend.service.objects.clear()
    await host.mount({ props: { keepMetadata: true } })
    await host.choose(chosen)
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect(Buffer.from(storedImage(backend, info).bytes).includes('CANARY')).toBe(true)
  })
}
