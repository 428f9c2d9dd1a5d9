/** Where a WebP ends (RFC 9649), whatever the container says about its length. */
import { tag } from '../bytes.js'
import type { Bytes } from './bytes.js'

const IMAGE = /VP8[ L]|ANMF/
/** What may follow the image where the container's length says nothing. */
const FOLLOWS = /ANMF|EXIF|XMP /

/**
 * The image alone: with the length that it has, and with its last padding byte. Throws a
 * `RangeError` where it is cut.
 */
export function endedWebp(bytes: Bytes): Bytes {
  const end = endOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  // Chunks begin at even offsets. The byte behind one of odd length may be missing, or of something
  // else.
  const whole = new Uint8Array(end + (end % 2))
  whole.set(bytes.subarray(0, end))
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true)
  return whole
}

/** Behind the content of the last chunk that belongs to the image. */
function endOf(view: DataView): number {
  const said = 8 + view.getUint32(4, true)
  let last: number | undefined
  // The length of the container counts if the image ends within it.
  let limit = view.byteLength
  for (let at = 12; at + 8 <= limit;) {
    const type = tag(view, at)
    const end = at + 8 + view.getUint32(at + 4, true)
    const follows = FOLLOWS.test(type)
    if (last !== undefined && (limit === said ? end > limit : !follows)) break
    if (end > limit) throw new RangeError()
    at = end + (end % 2)
    if (last === undefined && !IMAGE.test(type)) continue
    if (last === undefined && said >= end && said <= limit) limit = said
    last = end
  }
  if (last === undefined) throw new RangeError()
  return last
}
