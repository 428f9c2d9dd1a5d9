import type { UploadFailure } from '../core/errors.js'
import { en } from './en.js'
import {
  fill,
  formatBytes,
  formatDuration,
  formatFormats,
  formatNumber,
  formatPixels,
  formatSize,
  plural,
  wholeName,
} from './format.js'
import type { ErrorText, Messages, PartialMessages } from './types.js'

/** English, with the host app's texts in place of its own. */
export function resolveMessages(messages?: PartialMessages): Messages {
  return messages ? merge(en, messages) : en
}

/**
 * The sentence for the user: what is wrong, and what to do.
 * @param error What a callback, the state or `uploadSearchImage` gave you.
 * @param messages A language, or parts of one; texts that are left out are English.
 * @returns The sentence, with the details of the error filled in.
 * @example
 * import { ko } from 'search-image-uploader/locales/ko'
 *
 * onError={(error) => toast(messageFor(error, ko))}
 */
export function messageFor(error: UploadFailure, messages?: PartialMessages): string {
  return errorText(error, resolveMessages(messages)).text
}

/** Heading and sentence, with the details of the error filled in. */
export function errorText(error: UploadFailure, messages: Messages): ErrorText {
  const { title, text } = textOf(error, messages)
  const values = valuesOf(error, messages.locale)
  return { title: fill(title, values), text: fill(text, values) }
}

function textOf(error: UploadFailure, { errors, locale }: Messages): ErrorText {
  if (error.recovery === 'confirm-again') return errors.unconfirmed
  switch (error.code) {
    case 'too-many-files':
      return {
        title: errors[error.code].title,
        text: plural(errors[error.code].text, error.details.count, locale),
      }
    case 'no-file':
      return errors[error.code][error.details.kind]
    case 'unsupported-format':
      return errors[error.code][error.details.detected === undefined ? 'unknown' : 'known']
    case 'network':
      return errors[error.code][error.details.offline ? 'offline' : 'online']
    case 'rate-limited':
    case 'service-unavailable':
      return errors[error.code][error.details.retryAfter === undefined ? 'soon' : 'later']
    case 'upload-rejected':
      return errors[error.code][error.details.reason]
    default:
      return errors[error.code]
  }
}

/** Every detail, formatted by its name. */
function valuesOf(error: UploadFailure, locale: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [key, value] of Object.entries<unknown>(error.details))
    values[key] = formatDetail(key, value, locale)
  if ('width' in error.details)
    values.size = formatSize(error.details.width, error.details.height, locale)
  if ('minWidth' in error.details)
    values.minSize = formatSize(error.details.minWidth, error.details.minHeight, locale)
  if (error.code === 'too-many-pixels') {
    values.megapixels = formatNumber((error.details.width * error.details.height) / 1e6, locale)
    values.maxMegapixels = formatNumber(error.details.maxPixels / 1e6, locale)
  }
  return values
}

function formatDetail(key: string, value: unknown, locale: string): string {
  if (key === 'name') return wholeName(String(value))
  if (key === 'detected') return String(value).toUpperCase()
  if (Array.isArray(value)) return formatFormats(value.map(String), locale)
  if (typeof value !== 'number') return String(value)
  if (/bytes|size/i.test(key)) return formatBytes(value, locale)
  if (/width|height/i.test(key)) return formatPixels(value, locale)
  return key === 'retryAfter' ? formatDuration(value, locale, 'long') : formatNumber(value, locale)
}

function merge<T extends object>(base: T, own: object): T {
  const merged = { ...base } as Record<string, unknown>
  for (const [key, value] of Object.entries(own)) {
    const below = merged[key]
    // A plural is replaced as a whole, because two languages have different categories.
    if (isTree(below) && isTree(value) && !('other' in value)) merged[key] = merge(below, value)
    else if (value !== undefined) merged[key] = value
  }
  return merged as T
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null
