/** The checksum of PNG chunks (ISO 3309). */

/** For half a byte: quickly computed, and fast enough for megabytes. */
const TABLE = Uint32Array.from({ length: 16 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 4; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    crc = (crc >>> 4) ^ TABLE[crc & 15]!
    crc = (crc >>> 4) ^ TABLE[crc & 15]!
  }
  return ~crc >>> 0
}
