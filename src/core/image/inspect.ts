/** Reads the header of a selected file, and the file into memory. Nothing is decoded. */
import { rejectionError } from '../errors.js'
import { blobReader, memoryReader } from './format/bytes.js'
import { readWhole } from './format/whole.js'
import { fileInfoOf } from './file-info.js'
import type { Reading } from './format/index.js'
import { readImage } from './format/index.js'
import { mayKeepDimensions } from './plan.js'
import { FORMATS, IMAGE_FORMATS } from '../spec.js'
import type { Limits } from '../spec.js'
import type { ImageHeader, InspectedImage, FileInfo } from './types.js'

interface InspectOptions {
  readonly limits: Limits
  readonly signal: AbortSignal
}

/** In bytes. A shorter file has no signature; only its type says what it should be. */
const SHORTEST_FILE = 12
/** In bytes. Most images are smaller; to read them at once is faster than to read a slice first. */
const READ_AT_ONCE = 16_000_000

/**
 * Reads a small file.
 * @returns its bytes, for `inspect` and `load`; `undefined` for a large file, whose header is read
 *   from slices
 * @throws UploadError `file-changed`
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
  // If the file changed on disk, Firefox returns other bytes, or none.
  return bytes.byteLength === expected ? bytes : changed()
}

/**
 * Reads an image's header by its content.
 * @param content what `readSmall` returned
 * @throws UploadError `empty-file`, `too-large` (before it is read), `unsupported-format`,
 *   `unreadable-image` or `file-changed`; or the signal's reason
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
  return headerOf(reading, fileInfoOf(file), limits)
}

/**
 * The header, if the format is accepted.
 * @throws UploadError
 */
function headerOf(
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
 * Copies a file into memory once, so that it cannot change afterwards, and reads the copy's header
 * to the end of the image. This detects a cut image, drops what follows the image, writes a missing
 * end marker, and completes `metadata` where the image may keep its dimensions.
 * @param header what `inspect` returned
 * @param content what `readSmall` returned
 * @throws UploadError `file-changed`, `unreadable-image`, or `network` where the code for this
 *   could not be loaded; or the signal's reason
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
  // With `content`, the header was read from the same bytes.
  const again = content ? header : (await readImage(memoryReader(bytes, false))).header
  if (again === undefined || !sameFrame(again, header))
    throw rejectionError('file-changed', { name: source.name })
  // Re-encoding strips the metadata anyway, and to list it would double the time to the decision.
  if (!mayKeepDimensions(again, limits) && isWholeJpeg(again, bytes))
    return withBlob({ source, header: again }, bytes)
  const complete = await readWhole(bytes)
  signal.throwIfAborted()
  return withBlob({ source, header: headerOf(complete, source, limits) }, complete.bytes)
}

/**
 * The blob is made when it is first read: that takes 4 ms for 5 MB, and acceptance need not wait.
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
      if (!(held instanceof Blob))
        held = new Blob([held], { type: FORMATS[image.header.format].type })
      return held
    },
  }
}

/**
 * True where the file ends with an end marker (EOI; T.81 B.2.1). A file with a trailer, or a cut
 * one, has to be read to the end of the image.
 */
const isWholeJpeg = ({ format }: ImageHeader, bytes: ArrayBuffer): boolean =>
  format === 'jpeg' && new DataView(bytes).getUint16(bytes.byteLength - 2) === 0xffd9

const sameFrame = (a: ImageHeader, b: ImageHeader): boolean =>
  a.format === b.format &&
  a.codedWidth === b.codedWidth &&
  a.codedHeight === b.codedHeight &&
  a.orientation === b.orientation
