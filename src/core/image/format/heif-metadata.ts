/**
 * Lists what of a HEIC is not needed to show it. The code names what is needed and removes
 * everything else, because new kinds of metadata keep being added to HEIF.
 */
import type { Draft } from './bytes.js'
import { eachExtent } from './heif-extents.js'
import { rangesOf, type Kind, type Piece } from './heif-ranges.js'
import type { Box, Meta } from './heif-meta.js'
import { boxesIn, eachAssociation, isAlpha, references, uint } from './heif-meta.js'

/** Item types whose data is blanked in their own form, so that readers find them empty. */
const KINDS: Readonly<Record<string, Kind>> = { Exif: 'exif', mime: 'xmp', 'uri ': 'xmp' }
const IMAGES = /hvc1|hev1|hvt1|lhv1|av01|jpeg|grid|iovl|iden|tmap/
/** Items that describe how other items form an image. Decoders read them all, so they stay. */
const LAYOUTS = /grid|iovl|iden|tmap/
/** References to items that an image needs. `base` is not needed: it leads to its originals. */
const NEEDS = /dimg|pred|tbas|exbl/
/** Boxes of `meta` that stay whole. */
const STRUCTURE = /hdlr|dinf|pitm|iinf|iloc|iref|grpl|ipma/
/** Properties that stay: for decoding, dimensions, position, transparency and colour. */
const PROPERTIES =
  /hvcC|lhvC|av1C|jpgC|a1op|a1lx|ispe|pixi|pasp|colr|clli|mdcv|cclv|amve|ndwt|reve|irot|imir|clap|iscl|rloc|auxC|lsel|oinf|tols|free|skip/

/** The primary item, the items it is made of and its alpha plane; no thumbnail, no depth map. */
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
  // The loop also visits items that it adds.
  for (const item of shown) for (const other of needs.get(item) ?? []) shown.add(other)
  return shown
}

/** A HEIC file whose boxes were read. */
export interface HeifFile {
  /** Length in bytes. */
  readonly size: number
  /** The boxes of the file. */
  readonly top: readonly Box[]
  /** The `meta` box among them, and its content. */
  readonly box: Box
  readonly meta: Meta
}

/** Adds to the header what `strip` blanks or drops, and whether data of an item is missing. */
export function listMetadata({ size, top, box, meta }: HeifFile, header: Draft): void {
  const pieces: Piece[] = []
  const shown = shownItems(meta)
  addMeta(meta, box.start, shown, pieces)
  // What follows the last box belongs to no item, not even to one "to the end of the file".
  const limit = top.at(-1)?.end ?? 0
  const items = readItems({ meta, origin: box.start, limit, shown })
  pieces.push(...items.pieces)
  if (items.isCut) header.truncated = true
  // Behind the last byte that an item uses, nothing belongs to the image.
  const used = Math.max(items.used ?? size, box.end)
  for (const { type, head, start, end } of top) {
    if (head >= used) break
    if (type === 'mdat' || head === box.head) pieces.push({ start: head, end: start })
    else pieces.push({ kind: type === 'ftyp' ? undefined : 'maker', start: head, end })
  }
  if (used < size) pieces.push({ kind: 'trailer', start: used, end: size })
  const ranges = items.used === undefined ? undefined : rangesOf(pieces, size)
  // Where metadata and image cannot be told apart, the whole `meta` box is listed. Without it the
  // image is lost, so `strip` rejects the file.
  header.metadata.push(...(ranges ?? [{ kind: 'maker', start: box.head, end: box.end } as const]))
}

/** Adds the parts of the `meta` box. */
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
 * Adds an item's entry. An image that will be blanked is marked as hidden, so no reader decodes it.
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
  // Offset of the last of three bytes of flags.
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

/** Where an item's name begins, so that none of its text stays; without a name, the entry's end. */
function nameOf(view: DataView, { start, end }: Box): number {
  const version = view.getUint8(start)
  const name = start + 8 + (version > 2 ? 2 : 0) + (version > 1 ? 4 : 0)
  return name < end && view.getUint8(name) !== 0 ? name : end
}

interface ItemsOptions {
  readonly meta: Meta
  /** Offset of the `meta` content in the file. */
  readonly origin: number
  /** Where the last box of the file ends. */
  readonly limit: number
  /** The items that show the image. */
  readonly shown: ReadonlySet<number>
}

interface Items {
  readonly pieces: readonly Piece[]
  /** Where the last data ends; `undefined` where some of it lies where it cannot be found. */
  readonly used: number | undefined
  /** True where an item's data reaches past the file. */
  readonly isCut: boolean
}

/** Reads where the items' data lies. */
function readItems({ meta, origin, limit, shown }: ItemsOptions): Items {
  const pieces: Piece[] = []
  let isLegible = true
  let isCut = false
  let used = 0
  eachExtent(meta, origin, limit, ({ item, start, end, open, elsewhere }) => {
    const type = meta.types.get(item) ?? ''
    const needed = shown.has(item)
    if (elsewhere || (needed && !IMAGES.test(type))) isLegible = false
    else if (end > limit || end < start) isCut = true
    else if (needed || LAYOUTS.test(type)) pieces.push({ start, end })
    else if (!open && KINDS[type]) pieces.push({ kind: KINDS[type], start, end })
    used = Math.max(used, end)
  })
  return { pieces, used: isLegible ? used : undefined, isCut }
}
