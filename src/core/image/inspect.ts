/**
 * From the chosen file to an image in memory: its header is read from slices, nothing is decoded.
 */
import { rejectionError } from '../errors.js'
import { blobReader, memoryReader } from './format/bytes.js'
import { readWhole } from './format/whole.js'
import { fileInfoOf } from './file-info.js'
import type { Reading } from './format/index.js'
import { readImage } from './format/index.js'
import { staysWhole } from './plan.js'
import { FORMATS, IMAGE_FORMATS } from '../spec.js'
import type { Limits } from '../spec.js'
import type { ImageHeader, InspectedImage, FileInfo } from './types.js'

interface InspectOptions {
  readonly limits: Limits
  readonly signal: AbortSignal
}

/** Shorter than any signature: only its name and type say what it was meant to be. */
const SHORTEST_FILE = 12
/**
 * In bytes, most images: reading them at once is quicker than a slice first, and everything else
 * waits for it.
 */
const READ_AT_ONCE = 16_000_000

/**
 * A small file's bytes, for `inspect` and `load`; `undefined` for one that is judged by slices
 * first. Rejects with `file-changed`.
 */
export async function readSmall(
  file: Blob,
  { maxInputSize }: Limits,
): Promise<ArrayBuffer | undefined> {
  return file.size > 0 && file.size <= Math.min(READ_AT_ONCE, maxInputSize)
    ? readFile(file)
    : undefined
}

async function readFile(file: Blob): Promise<ArrayBuffer> {
  const { name, bytes: expected } = fileInfoOf(file)
  const changed = (): never => {
    throw rejectionError('file-changed', { name })
  }
  const bytes = await file.arrayBuffer().catch(changed)
  // Firefox answers with other bytes, or none, when the file changed on disk.
  return bytes.byteLength === expected ? bytes : changed()
}

/**
 * Reads type and size in pixels by content, from `bytes` where `readSmall` has them.
 * Rejects with `empty-file`, `too-large` (unread), `unsupported-format`, `unreadable-image`,
 * `file-changed`, or the signal's reason.
 */
export async function inspect(
  file: Blob,
  { limits, signal }: InspectOptions,
  content?: ArrayBuffer,
): Promise<ImageHeader> {
  signal.throwIfAborted()
  const { name, bytes } = fileInfoOf(file)
  if (bytes === 0) throw rejectionError('empty-file', { name })
  if (bytes > limits.maxInputSize)
    throw rejectionError('too-large', { name, bytes, maxInputSize: limits.maxInputSize })
  const reader = content ? memoryReader(content, false) : blobReader(file)
  const reading = await readImage(reader)
  signal.throwIfAborted()
  if (reader.failed) throw rejectionError('file-changed', { name })
  return accepted(reading, fileInfoOf(file), limits)
}

function accepted(
  { detected, header }: Reading,
  { name, type, bytes }: FileInfo,
  { accept }: Limits,
): ImageHeader {
  const format = header?.format ?? IMAGE_FORMATS.find((known) => known === detected)
  if (detected === undefined && bytes < SHORTEST_FILE && type.startsWith('image/'))
    throw rejectionError('unreadable-image', { name })
  if (format === undefined || !accept.includes(format)) {
    throw rejectionError('unsupported-format', {
      name,
      accept,
      ...(detected === undefined ? {} : { detected }),
    })
  }
  if (header === undefined || header.truncated) throw rejectionError('unreadable-image', { name })
  return header
}

/**
 * Copies an accepted file into memory once, so that it cannot change under us, and reads the copy's
 * header to the end of the image: only now a cut image is noticed, what follows an image is
 * dropped, an end that is missing is written, and `metadata` is complete where the image may be
 * sent in its own size. `content` as for `inspect`. Rejects with `file-changed`,
 * `unreadable-image`, `network` where the code for this could not be loaded, or the signal's
 * reason.
 */
export async function load(
  file: Blob,
  header: ImageHeader,
  { limits, signal }: InspectOptions,
  content?: ArrayBuffer,
): Promise<InspectedImage> {
  signal.throwIfAborted()
  const source = fileInfoOf(file)
  const bytes = content ?? (await readFile(file))
  signal.throwIfAborted()
  // With `content` the header was read from these very bytes.
  const again = content ? header : (await readImage(memoryReader(bytes, false))).header
  if (again === undefined || !sameFrame(again, header))
    throw rejectionError('file-changed', { name: source.name })
  // What has to be made smaller loses its metadata anyway, and to list it would take half of the
  // time to the decision.
  if (!staysWhole(again, limits) && isWholeJpeg(again, bytes))
    return withBlob({ source, header: again }, bytes)
  const complete = await readWhole(bytes)
  signal.throwIfAborted()
  return withBlob({ source, header: accepted(complete, source, limits) }, complete.bytes)
}

/**
 * The blob is made when it is first asked for: to hand over 5 MB takes 4 ms, which the decision
 * need not wait for.
 */
function withBlob(
  image: Pick<InspectedImage, 'source' | 'header'>,
  bytes: ArrayBuffer,
): InspectedImage {
  let held: ArrayBuffer | Blob = bytes
  return {
    ...image,
    size: bytes.byteLength,
    get bytes() {
      return held instanceof Blob ? undefined : held.slice(0)
    },
    get blob() {
      return held instanceof Blob
        ? held
        : (held = new Blob([held], { type: FORMATS[image.header.format].type }))
    },
  }
}

/**
 * It ends with the marker that ends an image (EOI; T.81 B.2.1). A trailer, or what is left of a cut
 * image, needs a closer look.
 */
const isWholeJpeg = ({ format }: ImageHeader, bytes: ArrayBuffer): boolean =>
  format === 'jpeg' && new DataView(bytes).getUint16(bytes.byteLength - 2) === 0xffd9

const sameFrame = (a: ImageHeader, b: ImageHeader): boolean =>
  a.format === b.format &&
  a.codedWidth === b.codedWidth &&
  a.codedHeight === b.codedHeight &&
  a.orientation === b.orientation
