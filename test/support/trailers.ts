/**
 * Data behind an image: random bytes with a text in them, half of them with bytes that look like an
 * end or a beginning.
 */
import { bytes } from './image-bytes.js'
import type { Bytes } from './image-bytes.js'

export const CANARY = 'CANARY-37.5665N'
const LOOKALIKES = [
  [0xff, 0xd9],
  [0, 0, 0, 0, 'IEND', 0xae, 0x42, 0x60, 0x82],
  ['RIFF', 0, 1, 0, 0, 'WEBP'],
  [0, 0, 0, 24, 'ftypmp42', 0, 0, 0, 0, 'isommp42'],
  [0xff, 0xd8, 0xff, 0xe1],
] as const

/** mulberry32: the same inputs in every run. */
export function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Makes a trailer of at most about 400 bytes. */
export function trailer(next: (below: number) => number): Bytes {
  // Text and zeros contain no FF; random bytes and videos do.
  const kind = next(3)
  const noise = (length: number) =>
    Uint8Array.from({ length }, () => {
      if (kind === 0) return next(256)
      return kind === 1 ? 32 + next(95) : 0
    })
  const parts: (Bytes | string | (typeof LOOKALIKES)[number])[] = [
    noise(next(120)),
    CANARY,
    noise(next(120)),
  ]
  if (next(2) === 0) {
    for (let count = 1 + next(4); count > 0; count--) {
      parts.splice(
        next(parts.length + 1),
        0,
        LOOKALIKES[next(LOOKALIKES.length)] ?? '',
        noise(next(3) * next(20)),
      )
    }
  }
  return bytes(parts)
}
