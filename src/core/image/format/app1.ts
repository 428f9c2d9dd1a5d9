/** Finds the APP1 segments of a JPEG, which hold EXIF and XMP. */
import { APP1, EOI, SOI, SOS, standsAlone } from './jpeg-markers.js'

/**
 * Calls `found` for every APP1 segment before the first scan. Like a decoder (T.81 B.1.1.2), it skips
 * stray and fill bytes; otherwise a decoder could find a segment that this function misses.
 * @param found gets the offset of the marker (0xFF) and the end of the segment
 */
export function eachApp1(jpeg: Uint8Array, found: (start: number, end: number) => void): void {
  for (let at = 2; ;) {
    at = jpeg.indexOf(0xff, at)
    if (at < 0) return
    const marker = jpeg[at + 1]
    if (marker === undefined || marker === SOS || marker === EOI) return
    if (marker === 0xff) at++
    else if (standsAlone(marker) || marker === SOI) at += 2
    else {
      const end = at + 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0)
      if (end < at + 4) return
      if (marker === APP1) found(at, end)
      at = end
    }
  }
}
