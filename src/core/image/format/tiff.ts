/**
 * Reads and writes the orientation in EXIF, which is a small TIFF file (CIPA DC-008) with the
 * orientation in its first directory.
 */
import type { Orientation } from '../types.js'

const ORIENTATION = 0x0112
const SHORT = 3
/** In bytes: header 8, count 2, one entry 12, next directory 4. */
const BARE_LENGTH = 26

/**
 * Finds the orientation's entry in the first directory, and the byte order.
 * @returns `undefined` where there is no entry
 * @throws RangeError where the directory lies past the end
 */
function findEntry(tiff: DataView): { readonly at: number; readonly little: boolean } | undefined {
  const little = tiff.getUint16(0) === 0x4949
  if (tiff.getUint16(2, little) !== 42) return undefined
  const directory = tiff.getUint32(4, little)
  const end = directory + 2 + tiff.getUint16(directory, little) * 12
  for (let at = directory + 2; at < end; at += 12)
    if (tiff.getUint16(at, little) === ORIENTATION) return { at, little }
  return undefined
}

/** Reads the orientation. The tag must be one SHORT of 1 to 8; anything else is 1. Never throws. */
export function readOrientation(tiff: DataView): Orientation {
  try {
    const entry = findEntry(tiff)
    if (entry === undefined) return 1
    const { at, little } = entry
    const value = tiff.getUint16(at + 8, little)
    const valid =
      tiff.getUint16(at + 2, little) === SHORT &&
      tiff.getUint32(at + 4, little) === 1 &&
      value >= 1 &&
      value <= 8
    return valid ? (value as Orientation) : 1
  } catch {
    // The directory lies past the end, so there is no orientation.
    return 1
  }
}

/**
 * Replaces the orientation where there is one. Never throws.
 * @returns true where it was another one
 */
export function writeOrientation(tiff: DataView, orientation: Orientation): boolean {
  try {
    const entry = findEntry(tiff)
    if (entry === undefined) return false
    const { at, little } = entry
    const isValid = tiff.getUint16(at + 2, little) === SHORT && tiff.getUint32(at + 4, little) === 1
    if (isValid && tiff.getUint16(at + 8, little) === orientation) return false
    tiff.setUint16(at + 2, SHORT, little)
    tiff.setUint32(at + 4, 1, little)
    tiff.setUint16(at + 8, orientation, little)
    return true
  } catch {
    return false
  }
}

/**
 * True where EXIF holds an orientation above 1 and nothing else, in the one form that all browsers
 * read alike. It then may stay.
 */
export const isBare = (tiff: DataView, orientation: Orientation): boolean =>
  orientation > 1 &&
  tiff.byteLength === BARE_LENGTH &&
  orientationTiff(orientation).every((byte, i) => byte === tiff.getUint8(i))

/** Makes a TIFF file that holds the orientation and nothing else. */
export function orientationTiff(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BARE_LENGTH)
  bytes.set([
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    ORIENTATION >> 8,
    ORIENTATION & 0xff,
    0,
    SHORT,
    0,
    0,
    0,
    1,
    0,
    orientation,
  ])
  return bytes
}
