/** Reads what the browser says about a file. */
import type { FileInfo } from './types.js'

/** Name and type are not trusted. A plain `Blob` has no name. */
export function fileInfoOf(file: Blob): FileInfo {
  // Not `instanceof`: a file may come from another window.
  const name = 'name' in file && typeof file.name === 'string' ? file.name : ''
  return { name, type: file.type, bytes: file.size }
}
