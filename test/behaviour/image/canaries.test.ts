/**
 * Compares what an independent reader finds before and after `strip`: nothing about people and
 * cameras is left.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspect, load } from '../../../src/core/image/inspect.js'
import { strip } from '../../../src/core/image/strip/index.js'
import { DEFAULT_LIMITS } from '../../../src/core/spec.js'
import type { Tags } from '../../support/exiftool.js'
import { exiftool, withTags } from '../../support/exiftool.js'
import { corpus, corpusBytes, corpusFile } from '../../support/read-corpus.js'

const options = { limits: DEFAULT_LIMITS, signal: new AbortController().signal }
const folder = mkdtempSync(join(tmpdir(), 'canaries-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Groups that describe the image itself. Of EXIF, `IFD0:Orientation` stays. */
const HARMLESS =
  /^(SourceFile$|(ExifTool|System|JFIF|Adobe|ICC|PNG-pHYs|RIFF|QuickTime|Meta|Composite:(ImageSize|Megapixels|RedTRC|GreenTRC|BlueTRC)$)|File:(?!Comment)|IFD0:Orientation$|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|Gamma|White|Red|Green|Blue|SRGB|Background|Animation|ProfileName|SignificantBits))/

const telling = (tags: Tags) => Object.keys(tags).filter((tag) => !HARMLESS.test(tag))

async function cleaned(path: string, name: string): Promise<string> {
  const file = new File([readFileSync(path)], name)
  const { blob, header } = await load(file, await inspect(file, options), options)
  const target = join(folder, `clean-${name.replaceAll('/', '-')}`)
  writeFileSync(target, new Uint8Array(await (await strip(blob, header)).arrayBuffer()))
  return target
}

describe('the corpus', () => {
  const entries = corpus.filter(({ expect: expected }) => expected === 'ok')
  let before: readonly Tags[] = []
  let after: readonly Tags[] = []

  beforeAll(async () => {
    before = exiftool(entries.map(({ file }) => corpusFile(file)))
    after = exiftool(await Promise.all(entries.map(({ file }) => cleaned(corpusFile(file), file))))
  }, 60_000)

  it('contains what the manifest lists', () => {
    for (const [i, { file, gps, exifOrientation, icc }] of entries.entries()) {
      const tags = Object.keys(before[i] ?? {})
      expect({
        file,
        gps: tags.includes('GPS:GPSLatitude'),
        orientation: tags.includes('IFD0:Orientation'),
      }).toEqual({
        file,
        gps: gps ?? false,
        orientation: exifOrientation !== undefined,
      })
      expect(tags.some((tag) => tag.startsWith('ICC_Profile')) || icc === undefined, file).toBe(
        true,
      )
    }
    expect(before.flatMap(telling).length).toBeGreaterThan(20)
  })

  it('keeps no metadata', () => {
    const left = after.flatMap((tags) =>
      telling(tags).map((tag) => `${String(tags.SourceFile)} ${tag}`),
    )
    expect(left).toEqual([])
  })

  it('keeps type, dimensions, orientation and colour profile', () => {
    const lasting = (
      tags: Tags | undefined,
      isUpright: boolean,
      coded: readonly number[] | null,
    ) => ({
      type: tags?.['File:MIMEType'],
      // ExifTool reads no dimensions where a WebP has a wrong length.
      size: tags?.['Composite:ImageSize'] ?? coded?.join('x'),
      // A HEIC is turned by `irot`, and an upright image needs no tag.
      orientation:
        isUpright || tags?.['IFD0:Orientation'] === 'Horizontal (normal)'
          ? undefined
          : tags?.['IFD0:Orientation'],
      profile: tags?.['ICC_Profile:ProfileDescription'],
      rotation: tags?.['QuickTime:Rotation'],
    })
    for (const [i, { file, type, coded, exifOrientation }] of entries.entries()) {
      const heic = type === 'image/heic'
      // ExifTool also reports an orientation that decoders ignore: in a second block, or with a
      // wrong checksum.
      const was = lasting(before[i], heic || exifOrientation === 1, coded)
      expect({ file, ...lasting(after[i], heic, coded) }).toEqual({ file, ...was })
    }
  })

  it('causes no warning', () => {
    const complaints = (list: readonly Tags[]) =>
      list.map((tags) => tags['ExifTool:Error'] ?? tags['ExifTool:Warning'])
    expect(
      complaints(after).filter(
        (complaint, i) => complaint !== undefined && complaint !== complaints(before)[i],
      ),
    ).toEqual([])
  })
})

describe('canaries written by ExifTool', () => {
  const written = [
    '-GPSLatitude=37.5665',
    '-GPSLatitudeRef=N',
    '-GPSLongitude=126.978',
    '-GPSLongitudeRef=E',
    '-Make=CANARY',
    '-SerialNumber=CANARY',
    '-Artist=CANARY',
    '-UserComment=CANARY',
    '-XMP:Creator=CANARY',
    '-XMP:PersonInImage=CANARY',
    '-IPTC:Keywords=CANARY',
    '-Comment=CANARY',
    '-Orientation#=6',
  ]

  it.each([
    'jpeg/orient-1.jpg',
    'png/rgb8.png',
    'webp/lossy-vp8.webp',
    'webp/icc-p3.webp',
    'heic/single-480x320.heic',
  ])('%s', async (name) => {
    const path = join(folder, name.replaceAll('/', '-'))
    writeFileSync(path, withTags(corpusBytes(name), ...written))
    const [before = {}] = exiftool([path])
    expect(JSON.stringify(before)).toContain('CANARY')
    expect(telling(before)).toContain('GPS:GPSLatitude')
    const [after = {}] = exiftool([await cleaned(path, name)])
    expect(telling(after)).toEqual([])
    expect(JSON.stringify(after)).not.toContain('CANARY')
    expect(after['ExifTool:Warning']).toBeUndefined()
    const shown = name.startsWith('webp') || name.startsWith('heic') ? undefined : 'Rotate 90 CW'
    expect([shown, 'Horizontal (normal)']).toContain(after['IFD0:Orientation'] ?? shown)
  })
})
