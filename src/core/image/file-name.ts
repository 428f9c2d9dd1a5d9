/** Makes file names that are safe to send. */
import type { ImageFormat } from '../spec.js'
import { FORMATS } from '../spec.js'

const MAX_CHARACTERS = 100
const MAX_BYTES = 200

/** Controls, bidi controls, zero-width characters, line separators, tags, lone surrogates. */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\u034f/gu
/** Not allowed in names on Windows. */
const FORBIDDEN = /[<>:"|?*]/g
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i
const EXTENSION = /\.[a-z0-9]{1,8}$/i
const IMAGE_EXTENSION = /\.(jpe?g?|jfif|pjpe?g|mpo|a?png|webp|hei[cf]s?|hif|avif|gif|bmp|tiff?)$/i

/**
 * Makes a safe file name: the last path segment, in NFC, without control, bidi and zero-width
 * characters, not hidden, not reserved on Windows, at most 100 characters and 200 UTF-8 bytes, cut
 * between graphemes.
 * @param name any text
 * @returns a name, or an empty string where nothing is left; the result for its own result is equal
 */
export function sanitizeFileName(name: string): string {
  const clean = tidy(name)
  const extension = EXTENSION.exec(clean)?.[0] ?? ''
  if (fits(clean)) return clean
  const stem = cut(clean.slice(0, clean.length - extension.length), extension)
  return stem === '' ? '' : unreserved(stem + extension)
}

/**
 * The name to send. Its extension always fits the format. Where nothing usable is left of the
 * original name, the name is generated.
 */
export function fileNameFor({
  mode,
  original,
  format,
  hex,
}: {
  mode: 'generated' | 'original'
  original: string
  format: ImageFormat
  hex: string
}): string {
  const extension = `.${FORMATS[format].extension}`
  const generated = `query-${hex}${extension}`
  if (mode === 'generated') return generated
  // Cutting may move an inner `.jpg` to the end, so extensions are removed again.
  const stem = stemOf(cut(stemOf(tidy(original)), extension))
  return stem === '' ? generated : unreserved(stem + extension)
}

function tidy(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return unreserved(trim(last.replace(INVISIBLE, '').normalize('NFC').replace(FORBIDDEN, '_')))
}

const trim = (name: string): string => name.replace(/^[.\-\s]+|[.\s]+$/g, '')
const unreserved = (name: string): string => name.replace(RESERVED, '_$&')
const charactersOf = (text: string): number => Array.from(text).length
const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length
const fits = (name: string): boolean =>
  charactersOf(name) <= MAX_CHARACTERS && bytesOf(name) <= MAX_BYTES

/** Removes all image extensions from the end: `image.heic.jpg` → `image`. */
function stemOf(name: string): string {
  const shorter = trim(name.replace(IMAGE_EXTENSION, ''))
  return shorter === name ? name : stemOf(shorter)
}

/** The longest beginning of `stem` that fits together with `extension`. */
function cut(stem: string, extension: string): string {
  let characters = charactersOf(extension)
  let bytes = bytesOf(extension)
  let end = 0
  for (const character of stem) {
    characters += 1
    bytes += bytesOf(character)
    if (characters > MAX_CHARACTERS || bytes > MAX_BYTES) break
    end += character.length
  }
  return trim(stem.slice(0, boundary(stem, end)))
}

/**
 * The last boundary of graphemes up to `end`. Firefox before 125 has no `Intl.Segmenter`; code
 * points are close enough there.
 */
function boundary(text: string, end: number): number {
  if (!('Segmenter' in Intl)) return end
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return segmenter.segment(text).containing(end)?.index ?? end
}
