/** EXIF is a small TIFF file (CIPA DC-008); only the orientation in its first directory matters here. */
import type { Orientation } from '../types.js'

const ORIENTATION = 0x0112
const SHORT = 3
/** Header 8, count 2, one entry 12, next directory 4. */
const BARE_LENGTH = 26

/** The orientation a browser would apply: the tag must be one SHORT of 1 to 8, anything else counts as 1. Never throws. */
export function readOrientation(tiff: DataView): Orientation {
  try {
    const little = tiff.getUint16(0) === 0x4949
    if (tiff.getUint16(2, little) !== 42) return 1
    const directory = tiff.getUint32(4, little)
    const count = tiff.getUint16(directory, little)
    for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
      if (tiff.getUint16(entry, little) !== ORIENTATION) continue
      const value = tiff.getUint16(entry + 8, little)
      const valid = tiff.getUint16(entry + 2, little) === SHORT && tiff.getUint32(entry + 4, little) === 1 && value >= 1 && value <= 8
      return valid ? (value as Orientation) : 1
    }
  } catch {
    // A directory that points past its end: no orientation.
  }
  return 1
}

/** An orientation that is needed fills the smallest TIFF file: nothing else fits in. */
export const isBare = (tiff: DataView, orientation: Orientation): boolean => orientation > 1 && tiff.byteLength <= BARE_LENGTH

/** A TIFF file that holds the orientation and nothing else. */
export function orientationTiff(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BARE_LENGTH)
  bytes.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ORIENTATION >> 8, ORIENTATION & 0xff, 0, SHORT, 0, 0, 0, 1, 0, orientation])
  return bytes
}
