/** Numbers, bytes, lists and durations, formatted by the language tag of the messages. Pure. */
import { FORMATS, type ImageFormat } from '../core/spec.js'
import type { PluralText } from './types.js'

/** Replaces `{key}`. An unknown key stays in the text, which makes a typing error visible. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

export function plural(text: PluralText, count: number, locale: string): string {
  return text[new Intl.PluralRules(locale).select(count)] ?? text.other
}

const formatted = (value: number, locale: string, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(locale, options).format(value)

/** In decimal units, which phones and the service use: 812 kB, 9.4 MB. */
export function formatBytes(bytes: number, locale: string, per: '' | '-per-second' = ''): string {
  if (bytes < 1000 && per === '') return unit(Math.round(bytes), 'byte', 'long', locale)
  return bytes < 999_500
    ? unit(Math.round(bytes / 1000) || Math.sign(bytes), `kilobyte${per}`, 'short', locale)
    : unit(bytes / 1e6, `megabyte${per}`, 'short', locale)
}

/** `loaded` without its unit, in the unit of `total`: 503 of 812 kB. */
export function formatLoaded(loaded: number, total: number, locale: string): string {
  const digits = total < 999_500 ? 0 : 1
  return formatted(loaded / unitOf(total), locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

function unitOf(total: number): number {
  if (total < 1000) return 1
  return total < 999_500 ? 1000 : 1e6
}

export const formatSpeed = (bytesPerSecond: number, locale: string): string =>
  formatBytes(bytesPerSecond, locale, '-per-second')

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

/** In the largest unit of which there are at least 1.5: 45 sec, 15 min, 2 hours, 7 days. */
export function formatDuration(
  seconds: number,
  locale: string,
  display: 'short' | 'long' = 'short',
): string {
  if (seconds < 1.5 * MINUTE) return unit(Math.ceil(seconds), 'second', display, locale)
  if (seconds < 1.5 * HOUR) return unit(Math.round(seconds / MINUTE), 'minute', display, locale)
  return seconds < 1.5 * DAY
    ? unit(halves(seconds / HOUR), 'hour', display, locale)
    : unit(halves(seconds / DAY), 'day', display, locale)
}

const halves = (value: number): number => Math.round(value * 2) / 2

/**
 * A number and its unit never part at the end of a line; in Japanese nothing stands between them.
 */
function unit(value: number, name: string, unitDisplay: 'short' | 'long', locale: string): string {
  const text = formatted(value, locale, {
    style: 'unit',
    unit: name,
    unitDisplay,
    maximumFractionDigits: 1,
  })
  return text.replaceAll(' ', locale.startsWith('ja') ? '' : '\u00A0')
}

/** Without grouping: 8064, not 8,064. */
export const formatPixels = (pixels: number, locale: string): string =>
  formatted(pixels, locale, { useGrouping: false, maximumFractionDigits: 0 })

/** 2048 × 1536, isolated by LRI and PDI, so it is left to right in right-to-left text too. */
export const formatSize = (width: number, height: number, locale: string): string =>
  `\u2066${formatPixels(width, locale)}\u00A0×\u00A0${formatPixels(height, locale)}\u2069`

export const formatNumber = (value: number, locale: string): string =>
  formatted(value, locale, { maximumFractionDigits: 1 })

export const formatPercent = (fraction: number, locale: string): string =>
  formatted(fraction, locale, { style: 'percent', maximumFractionDigits: 0 })

/** JPG, PNG, WebP or HEIC, with no-break spaces. */
export function formatFormats(accept: readonly string[], locale: string): string {
  const labels = accept.map(
    (format) => FORMATS[format as ImageFormat]?.label ?? format.toUpperCase(),
  )
  return new Intl.ListFormat(locale, { type: 'disjunction' })
    .format(labels)
    .replaceAll(' ', '\u00A0')
}

/** 14:02, or 1:04:02 from an hour on. */
export function formatClock(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** A duration for `<time datetime>` (ISO 8601): PT14M2S. */
export function isoDuration(seconds: number): string {
  return `PT${Math.floor(seconds / 60)}M${seconds % 60}S`
}

/** Characters for control and direction, which can make a name look like a different one. */
const DECEPTIVE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

export const cleanName = (name: string): string => name.normalize('NFC').replace(DECEPTIVE, '')

/** Width in Latin letters: East Asian characters and emoji are about twice as wide. */
const widthOf = (character: string): number =>
  /[\u1100-\uFFEF]|[\u{10000}-\u{10FFFF}]/u.test(character) ? 2 : 1

/**
 * A name that is short enough for a sentence. It is cut in the middle, because its end has the
 * extension, and its direction is isolated from the sentence's.
 */
export function shortName(name: string, most = 26): string {
  const characters = Array.from(cleanName(name))
  const total = characters.reduce((sum, character) => sum + widthOf(character), 0)
  return `\u2068${total <= most ? characters.join('') : `${take(characters, most - 11)}…${take(characters.toReversed(), 10, true)}`}\u2069`
}

/** A name that is not broken: with word joiners where a line could break. */
export const wholeName = (name: string, most?: number): string =>
  shortName(name, most)
    .replaceAll(' ', '\u00A0')
    .replace(/[-…\u3001-\uD7A3]/g, '\u2060$&\u2060')

/**
 * A text for screen readers: without word joiners and direction marks, at which they stop or spell.
 */
export const spoken = (text: string): string =>
  text.replace(/[\u200E\u200F\u2060\u2066-\u2069]/g, '')

function take(characters: readonly string[], width: number, backwards = false): string {
  const taken: string[] = []
  let left = width
  for (const character of characters) {
    left -= widthOf(character)
    if (left < 0) break
    taken.push(character)
  }
  return (backwards ? taken.toReversed() : taken).join('')
}
