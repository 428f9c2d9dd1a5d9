/** HEIC: HEIF with HEVC pictures. The shown size follows `clap`, `irot` and `imir`; EXIF orientation is ignored, as the standard says. */
import type { MetadataRange } from '../types.js'
import type { ByteReader } from './bytes.js'
import { tag, tolerant } from './bytes.js'
import { isBlank } from './heif-blank.js'
import type { Box, Meta } from './heif-meta.js'
import { derivedFrom, itemExtents, parseMeta, propertiesOf, uint } from './heif-meta.js'

const MAX_TOP_BOXES = 256
const MAX_META = 4 << 20
const SEQUENCE_BRANDS = ['msf1', 'hevc', 'hevx']
/** Boxes that pictures and sequences are made of. */
const KEPT = ['ftyp', 'meta', 'mdat', 'moov', 'moof', 'mfra']

interface Top {
  /** `head`: first byte of the box itself. */
  readonly boxes: readonly (Box & { readonly head: number })[]
  /** Where the last whole box ends. */
  readonly end: number
  readonly truncated: boolean
}

export const readHeif = tolerant(async (reader) => {
  const top = await topBoxes(reader)
  const box = top.boxes.find(({ type }) => type === 'meta')
  if (box === undefined || box.end - box.start > MAX_META) return undefined
  const meta = parseMeta(await reader.view(box.start, box.end - box.start))
  if (!isHevc(meta)) return undefined
  const properties = propertiesOf(meta, meta.primary)
  const stored = storedSize(meta)
  const { view } = meta
  const metadata: MetadataRange[] = []
  const complete = !reader.whole || (await findMetadata(reader, top, meta, box.start, metadata))
  return {
    format: 'heic',
    codedWidth: stored[0],
    codedHeight: stored[1],
    ...shownSize(view, properties),
    orientation: 1,
    alpha: meta.properties.some((property) => property.type === 'auxC' && isAlpha(view, property)),
    animated: await isSequence(reader),
    icc: properties.some(({ type, start }) => type === 'colr' && tag(view, start) !== 'nclx'),
    metadata,
    ...(top.truncated || !complete ? { truncated: true } : {}),
  }
})

/** The `meta` box may come last; a box that would run past the end means that the file was cut, unless it is no box but a trailer. */
async function topBoxes(reader: ByteReader): Promise<Top> {
  const boxes: (Box & { head: number })[] = []
  let at = 0
  while (at + 8 <= reader.size && boxes.length < MAX_TOP_BOXES) {
    const head = await reader.view(at, 8)
    const size = head.getUint32(0)
    const type = tag(head, 4)
    const start = at + (size === 1 ? 16 : 8)
    const end = size === 0 ? reader.size : at + (size === 1 ? uint(await reader.view(at + 8, 8), 0, 8) : size)
    if (end < start || (size === 0 && !KEPT.includes(type))) break
    if (end > reader.size) return { boxes, end: at, truncated: KEPT.includes(type) }
    boxes.push({ type, head: at, start, end })
    at = end
  }
  return { boxes, end: at, truncated: false }
}

function isHevc({ types, primary, properties }: Meta): boolean {
  const type = types.get(primary) ?? ''
  if (type === 'hvc1' || type === 'hev1') return true
  const derived = ['grid', 'iden', 'iovl', 'tmap'].includes(type)
  return derived && properties.some((property) => property.type === 'hvcC')
}

const extent = (view: DataView, properties: readonly Box[]): [number, number] => {
  const ispe = properties.find(({ type }) => type === 'ispe')
  return ispe === undefined ? [0, 0] : [view.getUint32(ispe.start + 4), view.getUint32(ispe.start + 8)]
}

/** A grid of one tile is how encoders crop an odd size: its tile is what is stored. */
function storedSize(meta: Meta): [number, number] {
  const tiles = derivedFrom(meta, meta.primary)
  const [tile] = tiles
  return extent(meta.view, propertiesOf(meta, tile !== undefined && tiles.length === 1 ? tile : meta.primary))
}

function shownSize(view: DataView, properties: readonly Box[]): { width: number; height: number } {
  let [width, height] = extent(view, properties)
  for (const { type, start } of properties) {
    if (type === 'clap') {
      width = aperture(view, start, width)
      height = aperture(view, start + 8, height)
    } else if (type === 'irot' && view.getUint8(start) & 1) [width, height] = [height, width]
  }
  return { width, height }
}

/** A clean aperture side is a fraction; a nonsensical one counts as no crop. */
function aperture(view: DataView, offset: number, side: number): number {
  const cropped = Math.round(view.getUint32(offset) / view.getUint32(offset + 4))
  return cropped > 0 && cropped < side ? cropped : side
}

function isAlpha(view: DataView, { start, end }: Box): boolean {
  let urn = ''
  for (let at = start + 4; at < Math.min(end, start + 60); at++) urn += String.fromCharCode(view.getUint8(at))
  return /:alpha|auxid:1/.test(urn)
}

async function isSequence(reader: ByteReader): Promise<boolean> {
  const length = Math.min((await reader.view(0, 4)).getUint32(0), 256)
  const brands = await reader.view(8, length - 8)
  for (let at = 8; at + 4 <= brands.byteLength; at += 4) if (SEQUENCE_BRANDS.includes(tag(brands, at))) return true
  return false
}

/** Lists what `scrub` blanks; false if an item lies past the end of the file. */
async function findMetadata(reader: ByteReader, top: Top, meta: Meta, origin: number, metadata: MetadataRange[]): Promise<boolean> {
  const add = async (kind: MetadataRange['kind'], start: number, end: number): Promise<void> => {
    if (end > start && !isBlank(await reader.view(start, end - start), kind)) metadata.push({ kind, start, end })
  }
  for (const { start, end, kind } of itemExtents(meta, origin)) {
    if (end > reader.size) return false
    if (kind !== undefined) await add(kind, start, end)
  }
  let trailer = top.end
  const others = top.boxes.filter(({ type }) => !KEPT.includes(type))
  while (others.at(-1)?.end === trailer) trailer = others.pop()?.head ?? trailer
  for (const { head, end } of others) await add('maker', head, end)
  if (trailer < reader.size) metadata.push({ kind: 'trailer', start: trailer, end: reader.size })
  metadata.sort((a, b) => a.start - b.start)
  return true
}
