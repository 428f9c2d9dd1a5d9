/** Small files that claim to be huge images, and headers that the corpus does not have. */
import { crc32, deflateSync } from 'node:zlib'

/** A JPEG whose frame header has other dimensions (T.81 B.2.2); only the header is valid. */
export function withJpegSize(jpeg: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg)
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at)
    if (marker !== 0xffc0 && marker !== 0xffc2) continue
    bytes.writeUInt16BE(height, at + 5)
    bytes.writeUInt16BE(width, at + 7)
    return bytes
  }
  throw new Error('no frame header')
}

/** 38 bytes that declare 16 383 × 16 383 pixels (RFC 9649, VP8L). */
export function webpBomb(): Buffer {
  const bytes = Buffer.alloc(38)
  bytes.write('RIFF\x1e\0\0\0WEBPVP8L\x12\0\0\0', 'latin1')
  bytes[20] = 0x2f
  bytes.writeUInt32LE((16_382 | (16_382 << 14)) >>> 0, 21)
  return bytes
}

/** A valid one-bit PNG: a small file, a gigabyte once decoded. */
export function pngBomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** The first box of an AVIF (ISO/IEC 23000-22), without any data that could be decoded. */
export const avifHead = (): Buffer =>
  Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf\0\0\0\x08free', 'latin1')
