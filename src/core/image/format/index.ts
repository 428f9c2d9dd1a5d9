/** Tells by a file's bytes what it is, and reads its header. */
import { uploadError } from '../../errors.js'
import { lazy } from '../../platform/lazy.js'
import { seemsOffline } from '../../platform/network.js'
import type { ImageFormat } from '../../spec.js'
import { IMAGE_FORMATS } from '../../spec.js'
import type { ImageHeader } from '../types.js'
import type { ByteReader, HeaderReader } from './bytes.js'
import { blobReader, text } from './bytes.js'
import { readJpeg } from './jpeg.js'
import { readPng } from './png.js'
import { readWebp } from './webp.js'

/**
 * Loads a module at its first use. The returned function rejects with `network` where the module
 * cannot be loaded, because that is not the file's fault.
 */
export function late<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const loaded = lazy(load)
  return () =>
    loaded().catch(() => {
      throw uploadError('network', 'choose', 'choose-another', { offline: seemsOffline() })
    })
}

/** Loaded on demand, because few images are HEIC and their reader is the longest. */
const loadHeif = late(() => import('./heif.js'))

const READERS: Readonly<Record<ImageFormat, HeaderReader>> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
  heic: async (reader) => (await loadHeif()).readHeif(reader),
}

const SIGNATURES: readonly (readonly [start: string, type: string])[] = [
  ['GIF8', 'gif'],
  ['%PDF', 'pdf'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['PK', 'zip'],
  ['BM', 'bmp'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL ', 'jxl'],
  ['\0\0\x01\0', 'ico'],
  ['\x1aE\xdf\xa3', 'webm'],
]

/**
 * Tells the type by the first bytes: an `ImageFormat`, another known type (`'avif'`, `'gif'`,
 * `'pdf'` …), or `undefined`.
 */
async function detect(reader: ByteReader): Promise<string | undefined> {
  const view = await reader.view(0, Math.min(reader.size, 512))
  const head = text(view)
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  // CgBI is Apple's own variant of PNG for app bundles, which only Apple's decoder reads.
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return head.slice(12, 16) === 'CgBI' ? 'cgbi' : 'png'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.slice(4, 8) === 'ftyp')
    return brandOf(head.slice(8, view.getUint32(0)).match(/.{4}/gs) ?? [])
  return SIGNATURES.find(([start]) => head.startsWith(start))?.[1] ?? markup(head)
}

/** Other types that begin with a list of brands. */
const OTHER_BRANDS = [
  ['crx', 'cr3'],
  ['qt', 'mov'],
  ['3g', '3gp'],
  ['M4V', 'm4v'],
  ['M4A', 'm4a'],
] as const

/** HEIF images with other codecs, by the box that configures the codec. */
const CODECS = [
  ['av1C', 'avif'],
  ['avcC', 'avci'],
] as const
/** In bytes. Nearly all files have the list of items near the start. */
const CODEC_WITHIN = 4096

async function codecOf(reader: ByteReader): Promise<string> {
  const head = text(await reader.view(0, Math.min(reader.size, CODEC_WITHIN)))
  return CODECS.find(([box]) => head.includes(box))?.[1] ?? 'heif'
}

/**
 * Tells HEIC, AVIF, image sequences and films apart, which have the same container. The major brand
 * decides; if it is a general one, the compatible brands decide.
 */
function brandOf([major = '', , ...compatible]: readonly string[]): string {
  const general = /^(mi|Mi|msf)/.test(major)
  for (const brand of general ? compatible : [major]) {
    if (/hei[cxms]/.test(brand)) return 'heic'
    if (/avi[fs]/.test(brand)) return 'avif'
    if (/avc[is]/.test(brand)) return 'avci'
  }
  if ([major, ...compatible].some((brand) => /hev[cxms]|msf1/.test(brand))) return 'heic-sequence'
  return general ? 'heif' : (OTHER_BRANDS.find(([start]) => major.startsWith(start))?.[1] ?? 'mp4')
}

function markup(head: string): string | undefined {
  const start = head.replace(/^(\xef\xbb\xbf)?\s*/, '').toLowerCase()
  if (!start.startsWith('<')) return undefined
  if (start.includes('<svg')) return 'svg'
  return start.includes('html') ? 'html' : 'xml'
}

export interface Reading {
  /** `ImageFormat`, or another known type. */
  readonly detected?: string | undefined
  /** Missing where the file has none of the accepted formats, or is too damaged to be shown. */
  readonly header?: ImageHeader | undefined
}

/**
 * Reads type and header of a file. Nothing is decoded.
 * @throws UploadError `network`, only where the reader of HEIC could not be loaded
 */
export async function readImage(reader: ByteReader): Promise<Reading> {
  const detected = await detect(reader).catch(() => undefined)
  // A general HEIF brand does not tell the codec; the primary image does.
  const format = detected === 'heif' ? 'heic' : IMAGE_FORMATS.find((known) => known === detected)
  const header = format && (await READERS[format](reader))
  if (header) return { detected: format, header }
  return { detected: detected === 'heif' ? await codecOf(reader) : detected }
}

/** The header of a JPEG, PNG, WebP or HEIC. `metadata` ends at the image data. */
export const readHeader = async (blob: Blob): Promise<ImageHeader | undefined> =>
  (await readImage(blobReader(blob))).header
