/**
 * Takes the image alone from a WebP file (RFC 9649). Its chunks tell where it ends, because the
 * container's length may be wrong.
 */
import { tag } from '../bytes.js'
import type { Bytes } from './bytes.js'

const IMAGE = /VP8[ L]|ANMF/
/** Chunks that may follow the image where the container's length is wrong. */
const FOLLOWS = /ANMF|EXIF|XMP /

/**
 * Takes the image, and writes its true length and its last padding byte.
 * @throws RangeError where it is cut
 */
export function webpAlone(bytes: Bytes): Bytes {
  const end = endOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  // Chunks begin at even offsets. The byte after one of odd length may be missing or wrong.
  const whole = new Uint8Array(end + (end % 2))
  whole.set(bytes.subarray(0, end))
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true)
  return whole
}

/** The offset behind the content of the last chunk of the image. */
function endOf(view: DataView): number {
  const containerEnd = 8 + view.getUint32(4, true)
  let last: number | undefined
  // The length of the container counts if the image ends within it.
  let limit = view.byteLength
  for (let at = 12; at + 8 <= limit;) {
    const type = tag(view, at)
    const end = at + 8 + view.getUint32(at + 4, true)
    const follows = FOLLOWS.test(type)
    if (last !== undefined && (limit === containerEnd ? end > limit : !follows)) break
    if (end > limit) throw new RangeError()
    at = end + (end % 2)
    if (last === undefined && !IMAGE.test(type)) continue
    if (last === undefined && containerEnd >= end && containerEnd <= limit) limit = containerEnd
    last = end
  }
  if (last === undefined) throw new RangeError()
  return last
}
