/**
 * What a drag, a drop or a paste carries, read at once: a `DataTransfer` is empty as soon as its
 * event is over.
 */
import { FORMATS, type ImageFormat } from '../../core/spec.js'
import type { ImageSelection } from '../../core/uploader/selection.js'

/**
 * `unknown`: the browser tells too little during the drag (an empty type, as for HEIC on Windows
 * and Linux); the drop decides.
 */
export type DragState = 'accept' | 'reject' | 'unknown'

/** During a drag only the declared MIME types and the number of items can be read. */
export function dragState(data: DataTransfer, accept: readonly ImageFormat[]): DragState {
  const files = Array.from(data.items).filter((item) => item.kind === 'file')
  // Safari lists no items before the drop.
  if (files.length === 0) return carriesFiles(data) ? 'unknown' : 'reject'
  if (files.length > 1) return 'reject'
  const type = files[0]?.type ?? ''
  if (type === '') return 'unknown'
  return accept.some(
    (format) => FORMATS[format].type === type || FORMATS[format].otherTypes.includes(type),
  )
    ? 'accept'
    : 'reject'
}

export const carriesFiles = (data: DataTransfer): boolean => data.types.includes('Files')

/**
 * Types that browsers give to selections, links and images; a page that drags items of its own
 * mostly adds another one.
 */
const BROWSER_TYPE =
  /^(text\/(plain|html|rtf|uri-list|_moz.*|x-moz.*)|image\/.*|application\/x-moz.*)$/i

/**
 * Whether something dragged over the uploader is answered: files, links and text. Not the host's
 * own items: they carry a type of their own, or no more than text (`isItem`: dragged by an element
 * with `draggable="true"`), or nothing.
 */
export function couldBeImage(data: DataTransfer, isItem: boolean): boolean {
  if (carriesFiles(data)) return true
  const { types } = data
  return (
    types.every((type) => BROWSER_TYPE.test(type)) &&
    (isItem ? types.includes('text/uri-list') : types.length > 0)
  )
}

/**
 * All files, or why there are none. An image dragged from another page comes as a file where the
 * browser hands out its bytes, else as a link.
 */
export function selectionOf(data: DataTransfer): Exclude<ImageSelection, Blob> {
  // Browsers list a folder among the files, with size 0 or 4096; only its entry tells.
  if (
    Array.from(data.items).some(
      (item) => item.kind === 'file' && item.webkitGetAsEntry?.()?.isDirectory,
    )
  )
    return { none: 'folder' }
  const files = Array.from(data.files)
  if (files.length > 0) return files
  if (data.types.includes('text/uri-list') || isAddress(data.getData('text/plain')))
    return { none: 'link' }
  return { none: data.types.some((type) => type.startsWith('text/')) ? 'text' : 'nothing' }
}

const isAddress = (text: string): boolean => /^\s*(https?:\/\/|data:image\/)\S+\s*$/i.test(text)

/**
 * A drop, or a file input's change; by shape, because it may come from another window with classes
 * of its own.
 */
export interface FilesEvent {
  readonly dataTransfer?: DataTransfer | null
  readonly target?: { readonly files?: FileList | null; value?: string } | null
}

/** The files of an event, for react-dropzone. */
export function filesOf({ dataTransfer, target }: FilesEvent): File[] {
  if (dataTransfer) return 'none' in selectionOf(dataTransfer) ? [] : Array.from(dataTransfer.files)
  return Array.from(target?.files ?? [])
}
