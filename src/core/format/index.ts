/** What a file is, by its bytes. */
import type { ImageFormat } from '../spec.js'
import type { ImageHeader } from '../types.js'
import type { ByteReader, HeaderReader } from './bytes.js'
import { blobReader, tag, text } from './bytes.js'
import { readHeif } from './heif.js'
import { readJpeg } from './jpeg.js'
import { readPng } from './png.js'
import { readWebp } from './webp.js'

const READERS: Readonly<Record<ImageFormat, HeaderReader>> = { jpeg: readJpeg, png: readPng, webp: readWebp, heic: readHeif }

/** What the first bytes say: one of our formats, another known type (`'avif'`, `'gif'`, `'pdf'` …), or nothing known. */
export type Detected = { readonly format: ImageFormat } | { readonly other: string } | undefined

const SIGNATURES: readonly (readonly [start: string, type: string])[] = [
  ['GIF8', 'gif'],
  ['%PDF', 'pdf'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['PK', 'zip'],
  ['BM', 'bmp'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL ', 'jxl'],
  ['\0\0\0\x0cjP  ', 'jp2'],
  ['8BPS', 'psd'],
  ['\0\0\x01\0', 'ico'],
  ['\x1aE\xdf\xa3', 'webm'],
]

export async function detect(reader: ByteReader): Promise<Detected> {
  const view = await reader.view(0, Math.min(reader.size, 512))
  const head = text(view)
  if (head.startsWith('\xff\xd8\xff')) return { format: 'jpeg' }
  // Apple's own PNG variant inside app bundles: only Apple's decoder reads it.
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return head.slice(12, 16) === 'CgBI' ? { other: 'cgbi' } : { format: 'png' }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return { format: 'webp' }
  if (head.slice(4, 8) === 'ftyp') return brandOf(view)
  const known = SIGNATURES.find(([start]) => head.startsWith(start))?.[1] ?? markup(head)
  return known === undefined ? undefined : { other: known }
}

/** HEIC, AVIF, sequences and films share one container; the major brand decides, a general one asks the compatible brands. */
function brandOf(view: DataView): Detected {
  const brands: string[] = []
  const end = Math.min(view.getUint32(0), view.byteLength)
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(tag(view, at))
  const general = /^(mif|mia|MiH|MiP|msf)/.test(brands[0] ?? '')
  for (const brand of general ? brands.slice(1) : brands.slice(0, 1)) {
    if (/^hei[cxms]$/.test(brand)) return { format: 'heic' }
    if (/^avi[fs]$/.test(brand)) return { other: 'avif' }
  }
  if (brands.some((brand) => /^(hev[cxms]|msf1)$/.test(brand))) return { other: 'heic-sequence' }
  return general ? { other: 'heif' } : { other: brands[0] === 'qt  ' ? 'mov' : 'mp4' }
}

function markup(head: string): string | undefined {
  const start = head.replace(/^(\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, '').toLowerCase()
  if (!start.startsWith('<')) return undefined
  if (start.includes('<svg')) return 'svg'
  return start.includes('<html') || start.startsWith('<!doctype html') ? 'html' : 'xml'
}

export interface Reading {
  readonly detected: Detected
  /** Missing: not one of our formats, or too broken to be shown. */
  readonly header?: ImageHeader
}

/** Type and header; nothing is decoded. Never rejects. */
export async function readImage(reader: ByteReader): Promise<Reading> {
  const detected = await detect(reader).catch(() => undefined)
  if (detected === undefined) return { detected }
  // A general HEIF brand says nothing about the codec: the primary picture does.
  const format = 'format' in detected ? detected.format : detected.other === 'heif' ? 'heic' : undefined
  const header = format && (await READERS[format](reader))
  if (header === undefined) return { detected }
  return { detected: { format: header.format }, header }
}

/** The header of a JPEG, PNG, WebP or HEIC, by content; `metadata` reaches only up to the picture data. */
export const readHeader = async (blob: Blob): Promise<ImageHeader | undefined> => (await readImage(blobReader(blob))).header
