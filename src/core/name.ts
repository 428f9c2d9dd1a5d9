/** Names that are safe to send. Pure. Layer L1. */
import type { ImageFormat } from './spec.js'
import { FORMATS } from './spec.js'

const MAX_CHARACTERS = 100
const MAX_BYTES = 200

/** Controls, bidi controls, zero-width characters, line separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu
/** Not allowed in names on Windows, or with a meaning in URLs and markup. */
const FORBIDDEN = /[<>:"|?*]/g
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i
const PICTURE_EXTENSION = /\.(jpe?g?|jfif|pjpe?g|mpo|a?png|webp|hei[cf]s?|hif|avif|gif|bmp|tiff?)$/i

/**
 * A file name without path, control and bidi characters, at most 100 characters and 200 UTF-8 bytes, NFC; may come out empty.
 * Applying it twice changes nothing.
 */
export function sanitizeFileName(name: string): string {
  const dot = name.lastIndexOf('.')
  const extension = /^\.[a-z0-9]{1,8}$/i.test(name.slice(dot)) ? name.slice(dot) : ''
  return join(clean(name.slice(0, name.length - extension.length)), extension)
}

function clean(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return trim(last.replace(INVISIBLE, '').normalize('NFC').replace(FORBIDDEN, '_')).replace(RESERVED, '_$&')
}

const trim = (name: string): string => name.replace(/^[.\-\s]+|[.\s]+$/g, '')
