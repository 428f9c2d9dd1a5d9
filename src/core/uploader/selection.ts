/** One image at a time. Pure. Layer L1. */
import { rejectionError, type UploadFailure } from '../errors.js'

/**
 * What a person handed over: files, or something that is not a file (dropped text, a link, a
 * folder).
 */
export type ImageSelection =
  | Blob
  | readonly Blob[]
  | { readonly none: 'text' | 'link' | 'folder' | 'nothing' }

/** The one file, or why there is none. */
export function singleFile(selection: ImageSelection): Blob | UploadFailure {
  // By shape: a file may come from another window, which has a `Blob` of its own.
  if ('size' in selection) return selection
  if ('none' in selection) return rejectionError('no-file', { kind: selection.none })
  const [first] = selection
  if (first === undefined) return rejectionError('no-file', { kind: 'nothing' })
  return selection.length === 1
    ? first
    : rejectionError('too-many-files', { count: selection.length })
}
