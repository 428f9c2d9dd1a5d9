import { FORMATS, type ImageFormat } from '../../core/spec.js'

/**
 * Extensions that Android does not know. One of them in the list, and Chrome on Android shows the
 * document picker instead of the image picker: it takes an unknown extension for
 * `application/octet-stream` (docs/platforms.md). Their files are found by their type.
 */
const UNKNOWN_TO_ANDROID: readonly string[] = ['jfif', 'mpo', 'apng']

/**
 * The `accept` string of the file input. On iOS it decides whether images are converted before the
 * page gets them: with `image/*` in it the original is handed over, a HEIC image included; an
 * explicit list without HEIC makes iOS convert HEIC to JPEG, and one that names HEIC types made
 * desktop Safari convert other images *to* HEIC (https://github.com/WebKit/WebKit/pull/25443,
 * https://github.com/uploadcare/blocks). So: with HEIC accepted, the wildcard, and the extensions
 * for systems that have no type for them (Windows, Linux); without HEIC, the explicit list, because
 * then the conversion is what the person needs. The content decides in the end.
 */
export function acceptString(accept: readonly ImageFormat[]): string {
  if (accept.includes('heic')) return ['image/*', ...extensions('heic')].join(',')
  return accept.flatMap((format) => [FORMATS[format].type, ...extensions(format)]).join(',')
}

const extensions = (format: ImageFormat): string[] =>
  [FORMATS[format].extension, ...FORMATS[format].otherExtensions]
    .filter((name) => !UNKNOWN_TO_ANDROID.includes(name))
    .map((name) => `.${name}`)
