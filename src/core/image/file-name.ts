/** Names that are safe to send. Pure. Layer L1. */
import type { ImageFormat } from '../spec.js'
import { FORMATS } from '../spec.js'

const MAX_CHARACTERS = 100
const MAX_BYTES = 200

/** Controls, bidi controls, zero-width characters, line separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu
/** Not allowed in names on Windows. */
const FORBIDDEN = /[<>:"|?*]/g
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i
const EXTENSION = /\.[a-z0-9]{1,8}$/i
const IMAGE_EXTENSION = /\.(jpe?g?|jfif|pjpe?g|mpo|a?png|webp|hei[cf]s?|hif|avif|gif|bmp|tiff?)$/i

/**
 * A file name: last path segment, NFC, without control, bidi and zero-width characters, not hidden,
 * not reserved on Windows, at most 100 characters and 200 UTF-8 bytes, cut between graphemes. May
 * come out empty. Applying it twice changes nothing.
 */
export function sanitizeFileName(name: string): string {
  const clean = tidy(name)
  const extension = EXTENSION.exec(clean)?.[0] ?? ''
  if (fits(clean)) return clean
  const stem = cut(clean.slice(0, clean.length - extension.length), extension)
  return stem === '' ? '' : unreserved(stem + extension)
}

/**
 * The name the service is asked to store; its extension always fits the bytes. Without a usable
 * original a generated one.
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
  // Cutting may bring an inner `.jpg` to the end, so what was cut is looked at again.
  const stem = stemOf(cut(stemOf(tidy(original)), extension))
  return stem === '' ? generated : unreserved(stem + extension)
}

function tidy(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return unreserved(trim(last.replace(INVISIBLE, '').normalize('NFC').replace(FORBIDDEN, '_')))
}

const trim = (name: string): string => name.replace(/^[.\-\s]+|[.\s]+$/g, '')
const unreserved = (name: string): string => name.replace(RESERVED, '_$&')
const fits = (name: string): boolean =>
  Array.from(name).length <= MAX_CHARACTERS && new TextEncoder().encode(name).length <= MAX_BYTES

/** Without any image extensions at its end: `image.heic.jpg` → `image`. */
function stemOf(name: string): string {
  const shorter = trim(name.replace(IMAGE_EXTENSION, ''))
  return shorter === name ? name : stemOf(shorter)
}

/** The longest beginning of `stem` that fits together with `extension`. */
function cut(stem: string, extension: string): string {
  let kept = ''
  for (const grapheme of graphemes(stem)) {
    if (!fits(kept + grapheme + extension)) break
    kept += grapheme
  }
  return trim(kept)
}

/** Firefox has `Intl.Segmenter` since 125; before, code points are near enough. */
function graphemes(value: string): Iterable<string> {
  if (!('Segmenter' in Intl)) return value
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(value),
    ({ segment }) => segment,
  )
}
