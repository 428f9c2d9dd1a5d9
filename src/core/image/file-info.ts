/** What the browser says about a file. Layer L1. */
import type { FileInfo } from './types.js'

/** Nothing of it is trusted; a plain `Blob` has no name. */
export function fileInfoOf(file: Blob): FileInfo {
  // Not `instanceof`: a file may come from another window.
  const name = 'name' in file && typeof file.name === 'string' ? file.name : ''
  return { name, type: file.type, bytes: file.size }
}
