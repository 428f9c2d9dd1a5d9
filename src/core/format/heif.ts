/** HEIC: HEIF with HEVC pictures. The shown size follows `clap` and `irot`; EXIF orientation is ignored, as the standard says. */
import type { MetadataRange } from '../types.js'
import type { ByteReader, Draft } from './bytes.js'
import { draft, shown, tag, text, tolerant } from './bytes.js'
import type { Box, Meta } from './heif-meta.js'
import { derivedFrom, eachExtent, parseMeta, propertiesOf, uint } from './heif-meta.js'

const MAX_TOP_BOXES = 256
const MAX_META = 4 << 20
/** Boxes that pictures and sequences are made of. */
const KEPT = /ftyp|meta|mdat|moov|moof|mfra/
const KINDS: Readonly<Record<string, MetadataRange['kind']>> = { Exif: 'exif', mime: 'xmp', 'uri ': 'xmp' }

interface TopBox extends Box {
  /** First byte of the box itself. */
  readonly head: number
}

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
  header.alpha = properties.some(
    ({ type, start, end }) => type === 'auxC' && /:alpha|auxid:1/.test(text(view, start + 4, Math.min(end - start - 4, 64))),
  )
  header.icc = [...own, ...ofTile].some(({ type, start }) => type === 'colr' && tag(view, start) !== 'nclx')
  if (reader.whole) listMetadata(reader.size, top, meta, box.start, header)
  return Object.assign(shown(header), shownSize(view, own))
})

/** The `meta` box may come last. A box that would run past the end means that the file was cut, unless it is no box but a trailer. */
async function topBoxes(reader: ByteReader, header: Draft): Promise<TopBox[]> {
  const boxes: TopBox[] = []
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

/** Lists what `scrub` blanks or drops. */
function listMetadata(size: number, top: readonly TopBox[], meta: Meta, origin: number, header: Draft): void {
  const { metadata } = header
  eachExtent(meta, origin, (type, start, end) => {
    const kind = KINDS[type]
    if (end > size) header.truncated = true
    else if (kind !== undefined && end > start) metadata.push({ kind, start, end })
  })
  const last = top.findLast(({ type }) => KEPT.test(type))?.end ?? 0
  for (const { type, head, end } of top) if (!KEPT.test(type) && end < last) metadata.push({ kind: 'maker', start: head, end })
  if (last < size) metadata.push({ kind: 'trailer', start: last, end: size })
  metadata.sort((a, b) => a.start - b.start)
}
