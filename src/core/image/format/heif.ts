/**
 * Reads HEIC (HEIF with HEVC images); loaded with the first HEIC. The shown dimensions follow
 * `clap` and `irot`. EXIF orientation is ignored, as the standard says.
 */
import type { ByteReader, Draft } from './bytes.js'
import { draft, withShownDimensions, tag, tolerant } from './bytes.js'
import { listMetadata } from './heif-metadata.js'
import type { Box } from './heif-meta.js'
import { derivedFrom, isAlpha, parseMeta, propertiesOf, uint } from './heif-meta.js'

const MAX_TOP_BOXES = 256
/** In bytes. */
const MAX_META = 4 << 20

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
  // Encoders crop to odd dimensions by a grid of one tile: then the tile has the stored dimensions.
  ;[header.codedWidth, header.codedHeight] = extent(view, tiles.length === 1 ? ofTile : own)
  header.alpha = properties.some((property) => isAlpha(view, property))
  header.icc = [...own, ...ofTile].some(
    ({ type, start }) => type === 'colr' && tag(view, start) !== 'nclx',
  )
  if (reader.whole) listMetadata({ size: reader.size, top, box, meta }, header)
  return Object.assign(withShownDimensions(header), shownDimensions(view, own))
})

/**
 * Reads the heads of the file's boxes; `meta` may be the last one. A box that runs past the end of
 * the file belongs to a trailer, unless an image needs it.
 */
async function topBoxes(reader: ByteReader, header: Draft): Promise<Box[]> {
  const boxes: Box[] = []
  let head = 0
  while (head + 8 <= reader.size) {
    if (boxes.length >= MAX_TOP_BOXES) break
    const view = await reader.view(head, 8)
    const size = view.getUint32(0)
    const type = tag(view, 4)
    const start = head + (size === 1 ? 16 : 8)
    const end =
      size === 0
        ? reader.size
        : head + (size === 1 ? uint(await reader.view(head + 8, 8), 0, 8) : size)
    // A second file begins here, mostly a video.
    if (end < start || (type === 'ftyp' && head > 0)) break
    if (end > reader.size) {
      // Slices are read up to the box that lists the items; only that list tells which data is
      // needed.
      if (
        type === 'mdat'
          ? reader.whole
          : /ftyp|meta/.test(type) && !boxes.some((box) => box.type === 'meta')
      )
        header.truncated = true
      if (type !== 'mdat') break
    }
    boxes.push({ type, head, start, end: Math.min(end, reader.size) })
    head = end
  }
  return boxes
}

function extent(view: DataView, properties: readonly Box[]): [number, number] {
  const ispe = properties.find(({ type }) => type === 'ispe')
  return ispe === undefined
    ? [0, 0]
    : [view.getUint32(ispe.start + 4), view.getUint32(ispe.start + 8)]
}

function shownDimensions(
  view: DataView,
  properties: readonly Box[],
): { width: number; height: number } {
  let [width, height] = extent(view, properties)
  for (const { type, start } of properties) {
    if (type === 'clap')
      [width, height] = [aperture(view, start, width), aperture(view, start + 8, height)]
    if (type === 'irot' && view.getUint8(start) % 2 > 0) [width, height] = [height, width]
  }
  return { width, height }
}

/** A side of the clean aperture is a fraction. An impossible one counts as no crop. */
function aperture(view: DataView, offset: number, side: number): number {
  const cropped = Math.round(view.getUint32(offset) / view.getUint32(offset + 4))
  return cropped > 0 && cropped < side ? cropped : side
}
