/**
 * Reads format and dimensions of an image. It shares no code with the uploader's reader, so that it
 * does not share that reader's mistakes.
 */
export interface Image {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic'
  readonly width: number
  readonly height: number
}

/**
 * Reads the stored dimensions; an orientation may swap width and height.
 * @returns `undefined` if the bytes are none of the four formats or the dimensions cannot be read
 */
export function readImageFile(bytes: Uint8Array): Image | undefined {
  try {
    return readHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch {
    // A read past the end: the file is truncated.
    return undefined
  }
}

/** Number of bytes in which the boxes of a HEIC image are searched. */
const MAX_META = 1_000_000
/**
 * Box `hvcC`, the decoder configuration. Its presence tells HEVC from other codecs of brand `mif1`.
 */
const HVCC = 0x68766343
/** Box `ispe`, the dimensions of an image. */
const ISPE = 0x69737065

const text = (view: DataView, at: number, length: number) =>
  String.fromCharCode(...Array.from({ length }, (_unused, index) => view.getUint8(at + index)))

function readHeader(view: DataView): Image | undefined {
  if (view.getUint16(0) === 0xffd8) return readJpeg(view)
  if (view.getUint32(0) === 0x89504e47)
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
  if (text(view, 0, 4) === 'RIFF' && text(view, 8, 4) === 'WEBP') return readWebp(view)
  if (text(view, 4, 4) !== 'ftyp') return undefined
  const brands = text(view, 8, Math.min(view.getUint32(0), 64) - 8)
  const isHeic =
    /hei[cxms]|hev[cx]/.test(brands) ||
    (/^(mi|Mi|msf)/.test(brands) && positionsOf(view, HVCC).length > 0)
  return isHeic && !/av(if|is|ci|cs)/.test(brands) ? readHeic(view) : undefined
}

/** @returns the positions of a box's name in a HEIC image */
function positionsOf(view: DataView, name: number): number[] {
  const found: number[] = []
  for (let at = 8; at <= Math.min(view.byteLength - 16, MAX_META); at++)
    if (view.getUint32(at) === name) found.push(at)
  return found
}

/**
 * Reads the first frame header: C0 to CF except C4, C8 and CC (ITU T.81, table B.1). Stray bytes
 * between segments are skipped.
 */
function readJpeg(view: DataView): Image | undefined {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint8(at) !== 0xff || [0x00, 0x01, 0xff].includes(view.getUint8(at + 1))) at++
    const marker = view.getUint8(at + 1)
    if (marker === 0xda || marker === 0xd9) return undefined
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
  }
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function readWebp(view: DataView): Image | undefined {
  const chunk = text(view, 12, 4)
  const type = 'image/webp'
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (chunk === 'VP8X') return { type, width: uint24(24) + 1, height: uint24(27) + 1 }
  if (chunk === 'VP8 ')
    return {
      type,
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    }
  if (chunk !== 'VP8L') return undefined
  const bits = view.getUint32(21, true)
  return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/**
 * Takes the largest `ispe` property, which belongs to the whole image; those of tiles and
 * thumbnails are smaller (ISO/IEC 23008-12).
 */
function readHeic(view: DataView): Image | undefined {
  let best: Image | undefined
  for (const at of positionsOf(view, ISPE)) {
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)]
    if (!best || width * height > best.width * best.height)
      best = { type: 'image/heic', width, height }
  }
  return best
}
