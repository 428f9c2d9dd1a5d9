/** One picture at a time. Pure. Layer L1. */
import { refuse, type UploadFailure } from '../errors.js'

/** What a person handed over: files, or something that is not a file (dropped text, a link, a folder). */
export type Choice = Blob | readonly Blob[] | { readonly none: 'text' | 'link' | 'folder' | 'nothing' }

/** The one file, or why there is none. */
export function pickOne(choice: Choice): Blob | UploadFailure {
  // By shape: a file may come from another window, which has a `Blob` of its own.
  if ('size' in choice) return choice
  if ('none' in choice) return refuse('no-file', { kind: choice.none })
  const [first] = choice
  if (first === undefined) return refuse('no-file', { kind: 'nothing' })
  return choice.length === 1 ? first : refuse('too-many-files', { count: choice.length })
}
