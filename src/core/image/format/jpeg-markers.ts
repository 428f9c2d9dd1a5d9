/** The JPEG markers that are used here (ITU-T T.81, table B.1): the byte behind FF. */

export const DHT = 0xc4
export const SOI = 0xd8
export const EOI = 0xd9
export const SOS = 0xda
export const DQT = 0xdb
export const DRI = 0xdd
export const APP1 = 0xe1
export const COM = 0xfe

/** Markers without a length: stuffing, TEM, RST0 to RST7. */
export const standsAlone = (marker: number): boolean =>
  marker <= 1 || (marker >= 0xd0 && marker <= 0xd7)

/** Frame headers (SOF) of any coding. C4, C8 and CC are tables and an extension. */
export const isFrame = (marker: number): boolean =>
  marker === 0xc0 || (marker >> 4 === 0xc && marker % 4 > 0)

/**
 * Calls `found` for every APP1 segment before the first scan. Like a decoder (T.81 B.1.1.2), it
 * skips stray and fill bytes; otherwise a decoder could find a segment that this function misses.
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
