/** From the chosen file to a picture in memory: its header is read from slices, nothing is decoded. */
import { refuse } from './errors.js'
import { blobReader, memoryReader } from './format/bytes.js'
import { sourceOf } from './source.js'
import type { Reading } from './format/index.js'
import { readImage } from './format/index.js'
import { FORMATS, IMAGE_FORMATS } from './spec.js'
import type { Limits } from './spec.js'
import type { ImageHeader, InspectedImage, SourceInfo } from './types.js'

interface InspectOptions {
  readonly limits: Limits
  readonly signal: AbortSignal
}

/** Shorter than any signature: too little to say what it was meant to be. */
const SHORTEST_FILE = 12

/**
 * Reads type and size in pixels by content.
 * Rejects with `empty-file`, `too-large` (unread), `unsupported-format`, `unreadable-image`, `file-changed`, or the signal's reason.
 */
export async function inspect(file: Blob, { limits, signal }: InspectOptions): Promise<ImageHeader> {
  signal.throwIfAborted()
  const { name, bytes } = sourceOf(file)
  if (bytes === 0) throw refuse('empty-file', { name })
  if (bytes > limits.maxInputSize) throw refuse('too-large', { name, bytes, maxInputSize: limits.maxInputSize })
  const reader = blobReader(file)
  const reading = await readImage(reader)
  signal.throwIfAborted()
  if (reader.failed) throw refuse('file-changed', { name })
  return accepted(reading, sourceOf(file), limits)
}

function accepted({ detected, header }: Reading, { name, bytes }: SourceInfo, { accept }: Limits): ImageHeader {
  const format = header?.format ?? IMAGE_FORMATS.find((known) => known === detected)
  if (detected === undefined && bytes < SHORTEST_FILE) throw refuse('unreadable-image', { name })
  if (format === undefined || !accept.includes(format)) {
    throw refuse('unsupported-format', { name, accept, ...(detected === undefined ? {} : { detected }) })
  }
  if (header === undefined || header.truncated) throw refuse('unreadable-image', { name })
  return header
}

/**
 * Copies an accepted file into memory once, so that it cannot change under us, and reads the copy's header to the end of the file:
 * only now `metadata` is complete and a cut picture is noticed. Rejects with `file-changed`, `unreadable-image`, or the signal's reason.
 */
export async function load(file: Blob, header: ImageHeader, { limits, signal }: InspectOptions): Promise<InspectedImage> {
  signal.throwIfAborted()
  const source = sourceOf(file)
  const changed = (): never => {
    throw refuse('file-changed', { name: source.name })
  }
  const bytes = await file.arrayBuffer().catch(changed)
  signal.throwIfAborted()
  // Firefox answers with other bytes, or none, when the file changed on disk.
  if (bytes.byteLength !== source.bytes) changed()
  const again = (await readImage(memoryReader(bytes, false))).header
  if (again === undefined || !sameFrame(again, header)) changed()
  const complete = await readImage(memoryReader(bytes))
  signal.throwIfAborted()
  return { source, header: accepted(complete, source, limits), blob: new Blob([bytes], { type: FORMATS[header.format].type }) }
}

const sameFrame = (a: ImageHeader, b: ImageHeader): boolean =>
  a.format === b.format && a.codedWidth === b.codedWidth && a.codedHeight === b.codedHeight
