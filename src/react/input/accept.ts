import { FORMATS, type ImageFormat } from '../../core/spec.js'

/**
 * Extensions that Android does not know. If the list has one of them, Chrome on Android shows the
 * document picker instead of the image picker, because it maps an unknown extension to
 * `application/octet-stream` (docs/platforms.md). Pickers show such files by their type.
 */
const UNKNOWN_TO_ANDROID: readonly string[] = ['jfif', 'mpo', 'apng']

/**
 * The `accept` string of the file input. On iOS it decides whether the system converts images:
 * - with `image/*`, the page gets the original, also a HEIC image
 * - with a list without HEIC, iOS converts HEIC to JPEG
 * - with a list that names HEIC types, desktop Safari converted other images *to* HEIC
 *   (https://github.com/WebKit/WebKit/pull/25443, https://github.com/uploadcare/blocks)
 *
 * So the string is the wildcard where HEIC is accepted, with the HEIC extensions for systems that
 * have no type for it (Windows, Linux); otherwise it is the explicit list, because the user then
 * needs the conversion. The uploader decides by content in both cases.
 */
export function acceptString(accept: readonly ImageFormat[]): string {
  if (accept.includes('heic')) return ['image/*', ...extensions('heic')].join(',')
  return accept.flatMap((format) => [FORMATS[format].type, ...extensions(format)]).join(',')
}

const extensions = (format: ImageFormat): string[] =>
  [FORMATS[format].extension, ...FORMATS[format].otherExtensions]
    .filter((name) => !UNKNOWN_TO_ANDROID.includes(name))
    .map((name) => `.${name}`)
