/** Takes the image alone from a HEIC file. It ends with the last byte that an item uses. */
import type { ImageHeader } from '../../types.js'
import { tag } from '../bytes.js'
import type { Bytes } from './bytes.js'

/**
 * Cuts the file where the list of metadata has a trailer, and shortens the last box to that.
 * Whether the image is whole, only reading the result again tells.
 * @throws RangeError
 */
export function heicAlone(bytes: Bytes, { metadata }: ImageHeader): Bytes {
  const end = metadata.find(({ kind }) => kind === 'trailer')?.start ?? bytes.length
  const kept = bytes.slice(0, end)
  const view = new DataView(kept.buffer)
  for (let at = 0, size = 0; at + 8 <= end; at += size) {
    const isLarge = view.getUint32(at) === 1
    size = isLarge ? Number(view.getBigUint64(at + 8)) : view.getUint32(at)
    // 0 means: to the end of the file.
    if (size === 0) break
    if (size < 8) throw new RangeError()
    if (at + size <= end) continue
    if (tag(view, at + 4) !== 'mdat') throw new RangeError()
    if (isLarge) view.setBigUint64(at + 8, BigInt(end - at))
    else view.setUint32(at, end - at)
    break
  }
  return kept
}
