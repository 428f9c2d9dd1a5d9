/**
 * What of a HEIC is not needed to show it. What is needed is listed, everything else goes: HEIF
 * knows ever more ways to tell something.
 */
import type { MetadataRange } from '../types.js'
import type { Draft } from './bytes.js'
import { eachExtent } from './heif-extents.js'
import type { Box, Meta } from './heif-meta.js'
import { boxesIn, eachAssociation, isAlpha, references, uint } from './heif-meta.js'

type Kind = MetadataRange['kind']

/** Blanked as what they are, so that readers that look for them find them empty. */
const KINDS: Readonly<Record<string, Kind>> = { Exif: 'exif', mime: 'xmp', 'uri ': 'xmp' }
const IMAGES = /hvc1|hev1|hvt1|lhv1|av01|jpeg|grid|iovl|iden|tmap/
/**
 * How images are put together out of others: no image themselves, and decoders read them before
 * they are asked to.
 */
const LAYOUTS = /grid|iovl|iden|tmap/
/** `base` is none of these: it leads to the originals of what was put together. */
const NEEDS = /dimg|pred|tbas|exbl/
/**
 * Boxes of `meta` that stay whole, and properties: of decoding, size, position, transparency and
 * colour.
 */
const STRUCTURE = /hdlr|dinf|pitm|iinf|iloc|iref|grpl|ipma/
const PROPERTIES =
  /hvcC|lhvC|av1C|jpgC|a1op|a1lx|ispe|pixi|pasp|colr|clli|mdcv|cclv|amve|ndwt|reve|irot|imir|clap|iscl|rloc|auxC|lsel|oinf|tols|free|skip/

/**
 * The primary item, what it is made of, and its transparency: no thumbnails, depth maps, other
 * images.
 */
function shownItems(meta: Meta): Set<number> {
  const alphas = new Set<number>()
  eachAssociation(meta, (item, properties) => {
    if (properties().some((property) => isAlpha(meta.view, property))) alphas.add(item)
  })
  const needs = new Map<number, number[]>()
  const need = (item: number, other: number) => {
    const list = needs.get(item)
    if (list) list.push(other)
    else needs.set(item, [other])
  }
  for (const { type, from, to } of references(meta)) {
    for (const other of to) {
      if (NEEDS.test(type)) need(from, other)
      else if (type === 'auxl' && alphas.has(from)) need(other, from)
    }
  }
  const shown = new Set([meta.primary])
  // Also visits what is added on the way.
  for (const item of shown) for (const other of needs.get(item) ?? []) shown.add(other)
  return shown
}

/** A part of the file; without a kind it stays. */
interface Piece {
  readonly kind?: Kind | undefined
  readonly start: number
  readonly end: number
}

/**
 * Lists what `strip` blanks or drops; `top` are the boxes of the file, `size` its length, `box` its
 * `meta` box.
 */
export function listMetadata(
  size: number,
  top: readonly Box[],
  box: Box,
  meta: Meta,
  header: Draft,
): void {
  const pieces: Piece[] = []
  const shown = shownItems(meta)
  addMeta(meta, box.start, shown, pieces)
  // What comes behind the last box is no part of an item, also of one that reaches "to the end of
  // the file".
  const last = top.at(-1)?.end ?? 0
  const found = addItems(meta, box.start, last, shown, pieces, header)
  // Behind the last byte that an item uses, nothing belongs to the image.
  const used = Math.max(found ?? size, box.end)
  for (const { type, head, start, end } of top) {
    if (head >= used) break
    if (type === 'mdat' || head === box.head) pieces.push({ start: head, end: start })
    else pieces.push({ kind: type === 'ftyp' ? undefined : 'maker', start: head, end })
  }
  if (used < size) pieces.push({ kind: 'trailer', start: used, end: size })
  // What cannot be told from the image only goes with it, and `strip` rejects that.
  header.metadata.push(
    ...((found !== undefined && rangesOf(pieces, size)) || [
      { kind: 'maker' as const, start: box.head, end: box.end },
    ]),
  )
}

/** The parts of the `meta` box. */
function addMeta(meta: Meta, origin: number, shown: ReadonlySet<number>, pieces: Piece[]): void {
  const { view, boxes } = meta
  const add = (start: number, end: number, kind?: Kind) =>
    pieces.push({ kind, start: origin + start, end: origin + end })
  add(0, 4)
  const addAll = (list: readonly Box[]) => {
    for (const { type, head, start, end } of list) {
      if (type === 'iprp' || type === 'ipco') {
        add(head, start)
        if (type === 'iprp') addAll(boxesIn(view, start, end))
        else
          for (const property of boxesIn(view, start, end))
            add(property.head, PROPERTIES.test(property.type) ? property.end : property.start)
      } else if (type === 'iinf') {
        const entries = boxesIn(view, start + (view.getUint8(start) > 0 ? 8 : 6), end)
        add(head, entries[0]?.head ?? end)
        for (const entry of entries) addEntry(meta, entry, shown, add)
      } else if (type === 'idat') add(head, start)
      else add(head, end, STRUCTURE.test(type) ? undefined : 'maker')
    }
  }
  addAll(boxes)
}

/**
 * An image that is blanked counts as hidden from then on, so that readers do not try to decode it.
 */
function addEntry(
  { view, types }: Meta,
  entry: Box,
  shown: ReadonlySet<number>,
  add: (start: number, end: number, kind?: Kind) => void,
): void {
  const end = nameOf(view, entry)
  const version = view.getUint8(entry.start)
  const item = version > 1 ? uint(view, entry.start + 4, version > 2 ? 4 : 2) : 0
  // The last of the three bytes of flags.
  const flags = entry.start + 3
  if (
    version < 2 ||
    shown.has(item) ||
    !IMAGES.test(types.get(item) ?? '') ||
    view.getUint8(flags) % 2 > 0
  )
    return add(entry.head, end)
  add(entry.head, flags)
  add(flags, flags + 1, 'hidden')
  add(flags + 1, end)
}

/**
 * Where an item's entry ends, or where its name begins if it has one: then nothing of its text
 * stays.
 */
function nameOf(view: DataView, { start, end }: Box): number {
  const version = view.getUint8(start)
  const name = start + 8 + (version > 2 ? 2 : 0) + (version > 1 ? 4 : 0)
  return name < end && view.getUint8(name) !== 0 ? name : end
}

/**
 * The items' data; `limit` is where the last box ends. Returns where the last of the data ends, or
 * nothing if some lies where it cannot be found.
 */
function addItems(
  meta: Meta,
  origin: number,
  limit: number,
  shown: ReadonlySet<number>,
  pieces: Piece[],
  header: Draft,
): number | undefined {
  let legible = true
  let used = 0
  eachExtent(meta, origin, limit, ({ item, start, end, open, elsewhere }) => {
    const type = meta.types.get(item) ?? ''
    const needed = shown.has(item)
    if (elsewhere || (needed && !IMAGES.test(type))) legible = false
    else if (end > limit || end < start) header.truncated = true
    else if (needed || LAYOUTS.test(type)) pieces.push({ start, end })
    else if (!open && KINDS[type]) pieces.push({ kind: KINDS[type], start, end })
    used = Math.max(used, end)
  })
  return legible ? used : undefined
}

/** What goes, and all between the pieces; `undefined` where something stays and goes. */
function rangesOf(pieces: Piece[], size: number): MetadataRange[] | undefined {
  const ranges: MetadataRange[] = []
  let [at, kept] = [0, 0]
  pieces.sort((a, b) => a.start - b.start)
  for (const { kind, start, end } of pieces) {
    if (start < at && end > start && (kind ? start < kept : at > kept)) return undefined
    if (start > at) ranges.push({ kind: 'text', start: at, end: start })
    if (kind && end > Math.max(start, at)) ranges.push({ kind, start: Math.max(start, at), end })
    at = Math.max(at, end)
    if (!kind) kept = Math.max(kept, end)
  }
  if (at < size) ranges.push({ kind: 'text', start: at, end: size })
  return ranges
}
