/** What the user hands over, and the place where it is kept until it can be checked. */
import { rejectionError, type UploadFailure } from '../errors.js'

/** What the user handed over: a file, several files, or what was dropped instead of a file. */
export type ImageSelection =
  | Blob
  | readonly Blob[]
  | {
      /** What was dropped or pasted instead of a file. */
      readonly none: 'text' | 'link' | 'folder' | 'nothing'
    }

/** @returns the one file of a selection, or the rejection if there is none or more than one */
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

/** A selection that cannot be checked yet, because code or the network is missing. */
export interface HeldSelection {
  selection: ImageSelection | undefined
  /** Tries again each time the network may be back, until `stop()`. */
  readonly watch: () => void
  readonly stop: () => void
}

/**
 * @param onOnline registers a listener for the network's return and returns what removes it
 * @param retry tries again what could not be done
 */
export function createHeldSelection(
  onOnline: (run: () => void) => () => void,
  retry: () => void,
): HeldSelection {
  let stop = () => {}
  return {
    selection: undefined,
    watch() {
      stop()
      // Not within the listener: a subscriber of the state that throws must not stop the others.
      stop = onOnline(() => queueMicrotask(retry))
    },
    stop: () => stop(),
  }
}
