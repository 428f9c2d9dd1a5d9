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
