/** Builds images byte by byte, for cases that no encoder writes. */

export type Part = number | string | Uint8Array | readonly Part[]
export type Bytes = Uint8Array<ArrayBuffer>

/** Joins parts: a number is one byte, a string is Latin-1. */
export function bytes(...parts: readonly Part[]): Bytes {
  const flat: number[] = []
  const add = (part: Part): void => {
    if (typeof part === 'number') flat.push(part)
    else if (typeof part === 'string')
      for (const character of part) flat.push(character.charCodeAt(0))
    else if (part instanceof Uint8Array) for (const byte of part) flat.push(byte)
    else for (const inner of part) add(inner)
  }
  for (const part of parts) add(part)
  return Uint8Array.from(flat)
}

export const u16 = (n: number): number[] => [n >> 8, n & 255]
export const u32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const u16le = (n: number): number[] => u16(n).toReversed()
const u24le = (n: number): number[] => u32(n).slice(1).toReversed()
export const u32le = (n: number): number[] => u32(n).toReversed()

interface TiffEntry {
  tag: number
  type?: number
  count?: number
  value: number
}

/** A TIFF file with one directory of SHORTs (or of another `type`, still written as 16 bits). */
export function tiff(entries: readonly TiffEntry[], { little = false, directory = 8 } = {}): Bytes {
  const [s, l] = little ? [u16le, u32le] : [u16, u32]
  const list = entries.map(({ tag, type = 3, count = 1, value }) => [
    s(tag),
    s(type),
    l(count),
    s(value),
    0,
    0,
  ])
  return bytes(
    little ? 'II' : 'MM',
    s(42),
    l(directory),
    new Uint8Array(directory - 8),
    s(entries.length),
    list,
    l(0),
  )
}

export const orientationTiff = (orientation: number, little = false): Bytes =>
  tiff([{ tag: 0x112, value: orientation }], { little })
/** An orientation among other tags, so that `strip` has something to remove. */
export const cameraTiff = (orientation: number, little = false): Bytes =>
  tiff(
    [
      { tag: 0x10f, value: 7 },
      { tag: 0x112, value: orientation },
      { tag: 0x8825, type: 4, value: 0 },
    ],
    { little },
  )

// JPEG
export const segment = (marker: number, ...content: Part[]): Bytes => {
  const inner = bytes(content)
  return bytes(0xff, marker, u16(inner.length + 2), inner)
}
export const exif = (content: Part): Bytes => segment(0xe1, 'Exif\0\0', content)
export const frame = (
  width: number,
  height: number,
  { marker = 0xc0, components = 3 } = {},
): Bytes =>
  segment(
    marker,
    8,
    u16(height),
    u16(width),
    components,
    Array.from({ length: components }, (_, i) => [i + 1, 0x11, 0]),
  )
/**
 * A start of scan, some entropy-coded data with a stuffed byte and a restart marker, and the end of
 * the image.
 */
export const scan = bytes(
  segment(0xda, 1, 1, 0, 0, 63, 0),
  [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
  0xff,
  0xd9,
)
export const jpeg = (...segments: Part[]): Bytes =>
  bytes(0xff, 0xd8, segments, frame(640, 480), scan)
/** Tables with codes of one bit: no difference to the block before, and the end of a block. */
const tables = [0x00, 0x10].map((number) => segment(0xc4, number, 1, new Uint8Array(15), 0))
/**
 * The complete scan of a frame with three components, without EOI. Each block is empty and takes
 * two bits.
 */
const emptyScan = (width: number, height: number): Bytes => {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8) * 3
  const parts = [1, 2, 3].map((id) => [id, 0])
  // The unused bits are ones (T.81 F.1.2.3).
  const data = new Uint8Array(Math.ceil(blocks / 4))
  if (blocks % 4 > 0) data[data.length - 1] = 0xff >> ((blocks % 4) * 2)
  return bytes(tables, segment(0xda, 3, parts, 0, 63, 0), data)
}
/** A JPEG that decoders read to its end. */
export const soundJpeg = (...segments: Part[]): Bytes =>
  bytes(0xff, 0xd8, segments, frame(320, 240), emptyScan(320, 240), 0xff, 0xd9)

// PNG
/** ISO 3309, over all bytes of a chunk's name and content. */
function crc32(content: Bytes): number {
  let crc = -1
  for (const byte of content)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (((crc ^ (byte >> bit)) & 1) * 0xedb88320)
  return ~crc >>> 0
}
export const chunk = (type: string, ...content: Part[]): Bytes => {
  const named = bytes(type, content)
  return bytes(u32(named.length - 4), named, u32(crc32(named)))
}
export const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n'
export const ihdr = (width: number, height: number, colorType = 2): Bytes =>
  chunk('IHDR', u32(width), u32(height), 8, colorType, 0, 0, 0)
export const png = (before: Part = [], after: Part = []): Bytes =>
  bytes(PNG_SIGNATURE, ihdr(640, 480), before, chunk('IDAT', 'data'), after, chunk('IEND'))

// WebP
export const riffChunk = (type: string, ...content: Part[]): Bytes => {
  const inner = bytes(content)
  return bytes(type, u32le(inner.length), inner, inner.length % 2 ? 0 : [])
}
export const vp8 = (width: number, height: number): Bytes =>
  riffChunk('VP8 ', [0x1c, 0, 0], [0x9d, 1, 0x2a], u16le(width), u16le(height), 'data')
export const vp8l = (width: number, height: number, alpha = 0): Bytes =>
  riffChunk(
    'VP8L',
    0x2f,
    u32le(((width - 1) | ((height - 1) << 14) | (alpha << 28)) >>> 0),
    'data!',
  )
export const vp8x = (width: number, height: number, flags = 0): Bytes =>
  riffChunk('VP8X', flags, 0, 0, 0, u24le(width - 1), u24le(height - 1))
export const webp = (...chunks: Part[]): Bytes => {
  const inner = bytes('WEBP', chunks)
  return bytes('RIFF', u32le(inner.length), inner)
}
