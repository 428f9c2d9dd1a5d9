/**
 * Images with an orientation that browsers read differently. The four quarters are upright after it
 * is applied.
 */
import {
  bytes,
  cameraTiff,
  chunk,
  exif,
  orientationTiff,
  riffChunk,
  segment,
  tiff,
  vp8x,
  type Bytes,
  type Part,
} from './image-bytes.js'
import { drawn, type Rgb } from './images.js'

export const QUARTERS: readonly (readonly [name: string, x: number, y: number, rgb: Rgb])[] = [
  ['red', 0.1, 0.1, [255, 0, 0]],
  ['lime', 0.9, 0.1, [0, 255, 0]],
  ['blue', 0.1, 0.9, [0, 0, 255]],
  ['yellow', 0.9, 0.9, [255, 255, 0]],
]
const [WIDTH, HEIGHT] = [480, 320]

/** Reverses an EXIF orientation. `w` and `h` are the dimensions as shown. */
const undo = (orientation: number, w: number, h: number): DOMMatrix2DInit | undefined =>
  [
    { a: -1, b: 0, c: 0, d: 1, e: w, f: 0 },
    { a: -1, b: 0, c: 0, d: -1, e: w, f: h },
    { a: 1, b: 0, c: 0, d: -1, e: 0, f: h },
    { a: 0, b: 1, c: 1, d: 0, e: 0, f: 0 },
    { a: 0, b: 1, c: -1, d: 0, e: w, f: 0 },
    { a: 0, b: -1, c: -1, d: 0, e: w, f: h },
    { a: 0, b: -1, c: 1, d: 0, e: 0, f: h },
  ][orientation - 2]

/**
 * The quarters as a file with this `orientation` stores them. A viewer shows 480 × 320 pixels.
 */
async function stored(orientation: number, type = 'image/jpeg'): Promise<Bytes> {
  const [w, h] = orientation >= 5 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]
  const image = await drawn(
    w,
    h,
    (drawing) => {
      drawing.setTransform(
        new DOMMatrix(undefined)
          .multiply(DOMMatrix.fromMatrix(undo(orientation, WIDTH, HEIGHT)))
          .inverse(),
      )
      for (const [, x, y, [r, g, b]] of QUARTERS) {
        drawing.fillStyle = `rgb(${r} ${g} ${b})`
        drawing.fillRect(x < 0.5 ? 0 : WIDTH / 2, y < 0.5 ? 0 : HEIGHT / 2, WIDTH / 2, HEIGHT / 2)
      }
    },
    type,
  )
  return new Uint8Array(await image.arrayBuffer())
}

/** One form of orientation in a file: which one decoders use for `o`, and the file's bytes. */
export interface Variant {
  readonly counts: (o: number) => number
  readonly file: (o: number) => Promise<Bytes>
}

/** Another orientation, which exchanges the sides for some and not for others. */
const other = (o: number): number => (o % 8) + 1
const xmp = (o: number): Bytes =>
  segment(
    0xe1,
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="${o}"/></rdf:RDF></x:xmpmeta>`,
  )
const bare = exif(tiff([{ tag: 0x10f, value: 7 }]))

const jpeg = (counts: Variant['counts'], segments: (o: number) => Part): Variant => ({
  counts,
  async file(o) {
    const image = await stored(counts(o))
    return bytes(image.subarray(0, 2), segments(o), image.subarray(2))
  },
})
const itself = (o: number): number => o
const none = (): number => 1

/** Puts `segments` behind the JFIF segment of the encoder. */
const behindJfif = (image: Bytes, ...segments: Part[]): Bytes => {
  const end = 4 + (image[4] ?? 0) * 256 + (image[5] ?? 0)
  return bytes(image.subarray(0, end), segments, image.subarray(end))
}

/**
 * Each file combines several oddities, so that all eight orientations of all variants take seconds.
 * The tests of the header readers test them one by one.
 */
export const JPEG_VARIANTS: Readonly<Record<string, Variant>> = {
  'EXIF behind JFIF, then EXIF of another orientation': {
    counts: itself,
    file: async (o) =>
      behindJfif(await stored(o), exif(cameraTiff(o, true)), exif(cameraTiff(other(o)))),
  },
  'XMP of another orientation, an unknown APP1 and stray bytes, then EXIF': jpeg(itself, (o) => [
    xmp(other(o)),
    segment(0xe1, 'Vendor\0', 1, 2, 3),
    segment(0xfe, 'comment'),
    0,
    0,
    0xff,
    exif(cameraTiff(o)),
  ]),
  'nothing but the orientation, then EXIF of another': jpeg(itself, (o) => [
    exif(orientationTiff(o)),
    exif(cameraTiff(other(o))),
  ]),
  'EXIF without an orientation and XMP, then EXIF': jpeg(none, (o) => [
    bare,
    xmp(o),
    exif(cameraTiff(o)),
  ]),
  'EXIF whose directory lies behind its end, then EXIF': jpeg(none, (o) => [
    exif(tiff([{ tag: 0x112, value: o }]).fill(200, 7, 8)),
    exif(cameraTiff(o)),
  ]),
  // In this byte order the number is the same in 16 and in 32 bits.
  'EXIF with the wrong type of number': jpeg(none, (o) =>
    exif(tiff([{ tag: 0x112, type: 4, value: o }], { little: true })),
  ),
}

const png = (
  counts: Variant['counts'],
  before: (o: number) => Part,
  after: (o: number) => Part = () => [],
): Variant => ({
  counts,
  async file(o) {
    const image = await stored(counts(o), 'image/png')
    return bytes(
      image.subarray(0, 33),
      before(o),
      image.subarray(33, -12),
      after(o),
      image.subarray(-12),
    )
  },
})
const badCrc = (o: number): Bytes => {
  const eXIf = chunk('eXIf', cameraTiff(o))
  eXIf[eXIf.length - 1] = (eXIf.at(-1) ?? 0) ^ 1
  return eXIf
}

export const PNG_VARIANTS: Readonly<Record<string, Variant>> = {
  'eXIf between one with a wrong checksum and one of another orientation': png(itself, (o) => [
    badCrc(other(o)),
    chunk('eXIf', cameraTiff(o)),
    chunk('eXIf', cameraTiff(other(o))),
  ]),
  'eXIf with a wrong checksum, and one behind the pixels': png(none, badCrc, (o) =>
    chunk('eXIf', cameraTiff(o)),
  ),
}

/** `lossy`: the one chunk of a WebP, of 480 × 320 pixels. */
export const webpVariant = (lossy: Uint8Array): Variant => ({
  counts: none,
  file: async (o) =>
    bytes(
      riffChunk(
        'RIFF',
        'WEBP',
        vp8x(WIDTH, HEIGHT, 0x0c),
        lossy,
        riffChunk('EXIF', cameraTiff(o)),
        riffChunk('XMP ', '<x tiff:Orientation="6"/>'),
      ),
    ),
})
