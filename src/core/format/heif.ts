/** HEIC: HEIF with HEVC pictures. The shown size follows `clap` and `irot`; EXIF orientation is ignored, as the standard says. */
import { uploadError } from '../errors.js'
import type { ByteReader, Draft } from './bytes.js'
import { draft, shown, tag, tolerant } from './bytes.js'
import type { Box } from './heif-meta.js'
import { derivedFrom, isAlpha, parseMeta, propertiesOf, uint } from './heif-meta.js'

const MAX_TOP_BOXES = 256
const MAX_META = 4 << 20
/** Boxes that a picture is made of. */
const KEPT = /ftyp|meta|mdat/

export const readHeif = tolerant(async (reader) => {
  const header = draft('heic')
  const top = await topBoxes(reader, header)
  const box = top.find(({ type }) => type === 'meta')
  if (box === undefined || box.end - box.start > MAX_META) return undefined
  const meta = parseMeta(await reader.view(box.start, box.end - box.start))
  const { view, primary, properties } = meta
  const own = propertiesOf(meta, primary)
  const tiles = derivedFrom(meta, primary)
  const ofTile = propertiesOf(meta, tiles[0] ?? primary)
  if (!/hvc1|hev1/.test(meta.types.get(tiles[0] ?? primary) ?? '')) return undefined
  // A grid of one tile is how encoders crop an odd size: its tile is what is stored.
  ;[header.codedWidth, header.codedHeight] = extent(view, tiles.length === 1 ? ofTile : own)
  header.alpha = properties.some((property) => isAlpha(view, property))
  header.icc = [...own, ...ofTile].some(({ type, start }) => type === 'colr' && tag(view, start) !== 'nclx')
  if (reader.whole) (await loaded()).listMetadata(reader.size, top, box, meta, header)
  return Object.assign(shown(header), shownSize(view, own))
})

type Lister = typeof import('./heif-metadata.js')
let lister: Lister | undefined

/** Only who chooses a HEIC pays for it. A load that fails may fail for the page's whole life, so that none begins offline. */
async function loaded(): Promise<Lister> {
  const offline = globalThis.navigator?.onLine === false
  try {
    if (lister === undefined && offline) throw new Error('offline')
    return (lister ??= await import('./heif-metadata.js'))
  } catch {
    throw uploadError('network', 'choose', 'choose-another', { offline })
  }
}

/** The `meta` box may come last. A box that would run past the end means that the file was cut, unless it is no box but a trailer. */
async function topBoxes(reader: ByteReader, header: Draft): Promise<Box[]> {
  const boxes: Box[] = []
  let head = 0
  while (head + 8 <= reader.size) {
    // Better unreadable than that picture data behind the last box we look at counts as a trailer.
    if (boxes.length >= MAX_TOP_BOXES) throw new RangeError()
    const view = await reader.view(head, 8)
    const size = view.getUint32(0)
    const type = tag(view, 4)
    const start = head + (size === 1 ? 16 : 8)
    const end = size === 0 ? reader.size : head + (size === 1 ? uint(await reader.view(head + 8, 8), 0, 8) : size)
    if (end > reader.size && KEPT.test(type)) header.truncated = true
    if (end < start || end > reader.size) break
    boxes.push({ type, head, start, end })
    head = end
  }
  return boxes
}

function extent(view: DataView, properties: readonly Box[]): [number, number] {
  const ispe = properties.find(({ type }) => type === 'ispe')
  return ispe === undefined ? [0, 0] : [view.getUint32(ispe.start + 4), view.getUint32(ispe.start + 8)]
}

function shownSize(view: DataView, properties: readonly Box[]): { width: number; height: number } {
  let [width, height] = extent(view, properties)
  for (const { type, start } of properties) {
    if (type === 'clap') [width, height] = [aperture(view, start, width), aperture(view, start + 8, height)]
    if (type === 'irot' && view.getUint8(start) % 2 > 0) [width, height] = [height, width]
  }
  return { width, height }
}

/** A clean aperture side is a fraction; a nonsensical one counts as no crop. */
function aperture(view: DataView, offset: number, side: number): number {
  const cropped = Math.round(view.getUint32(offset) / view.getUint32(offset + 4))
  return cropped > 0 && cropped < side ? cropped : side
}
