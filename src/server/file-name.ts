/** The file name that the service gets: the page's, made safe, with an extension it accepts. */
import { fileNameFor, sanitizeFileName } from '../core/image/file-name.js'
import { FORMATS, IMAGE_FORMATS, type ImageFormat } from '../core/spec.js'
import { toHex } from './crypto.js'

const MAX_LENGTH = 1_024

const FORMAT_OF: ReadonlyMap<string, ImageFormat> = new Map(
  IMAGE_FORMATS.flatMap((format) =>
    [FORMATS[format].extension, ...FORMATS[format].otherExtensions].map(
      (extension) => [extension, format] as const,
    ),
  ),
)

/**
 * Other clients than this package's can call, so the name is made safe again. `.jpeg` becomes
 * `.jpg`; a name of which only the extension is usable is generated.
 * @returns `undefined` if the extension is not one of an accepted format
 */
export function safeFileName(name: string): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  const clean = sanitizeFileName(name)
  const extension = /[^.]\.([a-z]+)$/i.exec(clean)?.[1]?.toLowerCase()
  const lastOfAll = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase()
  const format = FORMAT_OF.get(extension ?? lastOfAll ?? '')
  if (!format) return undefined
  if (extension === FORMATS[format].extension) return clean
  return fileNameFor({
    mode: extension === undefined ? 'generated' : 'original',
    original: clean,
    format,
    hex: toHex(crypto.getRandomValues(new Uint8Array(4))),
  })
}
