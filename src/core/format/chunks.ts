/** The chunks of files in memory, for those that change them. Lengths are not believed past the end of the file. */

/** `start` at the first byte of the chunk itself, `end` behind its last; `type` as four letters. */
type Found = (type: string, start: number, end: number) => void

/** Of a PNG: length, name, content, checksum. */
export function eachPngChunk(png: Uint8Array, found: Found): void {
  each(png, 8, 12, found, (view, at) => [at + 4, 12 + view.getUint32(at)])
}

/** Of a WebP: name, length, content, and a byte that makes it even. */
export function eachRiffChunk(webp: Uint8Array, found: Found): void {
  each(webp, 12, 8, found, (view, at) => {
    const length = view.getUint32(at + 4, true)
    return [at, 8 + length + (length % 2)]
  })
}

/** `least`: length of an empty chunk. `read`: where its name is, and its whole length. */
function each(
  bytes: Uint8Array,
  first: number,
  least: number,
  found: Found,
  read: (view: DataView, at: number) => readonly [name: number, length: number],
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = first; at + least <= bytes.length;) {
    const [name, length] = read(view, at)
    const end = Math.min(at + length, bytes.length)
    found(String.fromCharCode(...bytes.subarray(name, name + 4)), at, end)
    at = end
  }
}
