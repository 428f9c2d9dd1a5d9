/**
 * Every name becomes safe: the same ten thousand names in every run. The single cases are in
 * `src/core/image/file-name.test.ts`.
 */
import { expect, it } from 'vitest'
import { fileNameFor, sanitizeFileName } from '../../src/core/image/file-name.js'
import type { ImageFormat } from '../../src/core/spec.js'
import { FORMATS } from '../../src/core/spec.js'

const original = (name: string, format: ImageFormat) =>
  fileNameFor({ mode: 'original', original: name, format, hex: '0123abcd' })

/** Characters in the names of real and hostile files. */
const ALPHABET = [
  ...'aZ0 ._-/\\:*?"<>|'.split(''),
  ...[
    '.jpg',
    '.HEIC',
    '.png',
    'con',
    'aux',
    'com1',
    '\0',
    '\n',
    '\x7f',
    '\x85',
    '\u00a0',
    '\u061c',
    '\u200b',
    '\u200d',
    '\u200f',
    '\u2028',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\ufeff',
    '\ud800',
    '\udc00',
    'e\u0301',
    '\u1100',
    '\u1161',
    '\u11a8',
    '가',
    '🏝️',
    '👩‍👩‍👧',
    '🇰',
    '🇷',
    '\u0338',
    '\u212a',
    '\u3000',
    '\u{e0041}',
  ],
]

/** xorshift32: the same names in every run. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

it('10 000 names: never empty, right extension, nothing hidden, within limits, the same when done twice', () => {
  const next = random(7)
  const formats = Object.keys(FORMATS) as ImageFormat[]
  for (let n = 0; n < 10_000; n++) {
    const length = next(n % 50 === 0 ? 400 : 30)
    const name = Array.from({ length }, () => ALPHABET[next(ALPHABET.length)]).join('')
    const format = formats[n % 4] ?? 'jpeg'
    const result = original(name, format)
    const extension = `.${FORMATS[format].extension}`
    expect(original(result, format), JSON.stringify(name)).toBe(result)
    expect(sanitizeFileName(result), JSON.stringify(name)).toBe(result)
    expect(sanitizeFileName(sanitizeFileName(name)), JSON.stringify(name)).toBe(
      sanitizeFileName(name),
    )
    expect(result.endsWith(extension)).toBe(true)
    expect(result.length).toBeGreaterThan(extension.length)
    expect(result).toBe(result.normalize('NFC'))
    expect(Array.from(result).length).toBeLessThanOrEqual(100)
    expect(new TextEncoder().encode(result).length).toBeLessThanOrEqual(200)
    expect(result).not.toMatch(
      /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"/\\|?*]|^[.\-\s]|[.\s]$|^(con|aux|com1)(\.|$)/iu,
    )
  }
})
