/** Repairs the head of a stripped WebP. */

const EXIF_AND_XMP_FLAGS = 0x0c
const FLAGS_AT = 20

/**
 * Corrects the length (RIFF), and clears the flags of EXIF and XMP in the extended header (VP8X).
 */
export async function repairedHead(slices: readonly BlobPart[]): Promise<BlobPart[]> {
  const whole = new Blob([...slices])
  const head = new Uint8Array(await whole.slice(0, FLAGS_AT + 1).arrayBuffer())
  const view = new DataView(head.buffer)
  view.setUint32(4, whole.size - 8, true)
  const extended = view.getUint32(12) === 0x56503858
  if (extended) head[FLAGS_AT] = (head[FLAGS_AT] ?? 0) & ~EXIF_AND_XMP_FLAGS
  return [head, whole.slice(head.length)]
}
