import { blank } from '../format/heif-blank.js'
import type { MetadataRange } from '../types.js'

/** Blanks in place, because items are found by their offset in the file; only what lies behind the last box is dropped. */
export function blankHeic(image: Blob, metadata: readonly MetadataRange[]): BlobPart[] {
  const parts: BlobPart[] = []
  let at = 0
  for (const { kind, start, end } of metadata) {
    // Two items may share bytes.
    const from = Math.max(start, at)
    if (from >= end) continue
    parts.push(image.slice(at, from))
    if (kind !== 'trailer') parts.push(blank(from === start ? kind : 'text', end - from))
    at = end
  }
  return [...parts, image.slice(at)]
}
