/** Every hook for styles and tests that the DOM carries: the one source for code, docs and the test that compares them. */
import { UPLOAD_STATUSES } from '../../core/state.js'

/**
 * Values of `data-part`; also the keys of `classNames`.
 *
 * - `root`: the whole uploader; carries `data-status`, `data-drag`, `data-variant`, `data-disabled`, `data-readonly`, `data-invalid`
 * - `surface`: the visible box with its border
 * - `dropzone`: the invitation, shown while there is no picture
 * - `icon`: symbol of the invitation
 * - `title`: heading of the invitation or of a refusal
 * - `hint`: what can be dropped, pasted or chosen
 * - `trigger`: the button that opens the file dialog
 * - `camera`: the button that takes a photo (`capture`, touch devices)
 * - `preview`: the small picture, or its placeholder
 * - `details`: name, size and bytes
 * - `name`: the file name
 * - `meta`: size and bytes
 * - `body`: progress and message
 * - `progress`: bar and what is going on
 * - `bar`: the progress bar; `data-indeterminate` while its end is not known
 * - `message`: the status sentence, a failure or a refused choice; `data-tone`
 * - `rejection`: a refused choice beside the present picture
 * - `validity`: remaining time of the upload link; `data-stage` is `calm`, `minute` or `expired`
 * - `actions`: the row of buttons
 * - `primary`: the button that goes on: upload, try again
 * - `remove`: the button that cancels or removes
 * - `overlay`: covers the box while something is dragged over it
 * - `page`: covers the page while an image is dragged over it (`dropOnPage`); outside the root
 * - `field`: the visually hidden form field
 * - `input`: the hidden file input
 * - `status`: polite live region
 * - `alert`: assertive live region
 */
export const PARTS = [
  'root',
  'surface',
  'dropzone',
  'icon',
  'title',
  'hint',
  'trigger',
  'camera',
  'preview',
  'details',
  'name',
  'meta',
  'body',
  'progress',
  'bar',
  'message',
  'rejection',
  'validity',
  'actions',
  'primary',
  'remove',
  'overlay',
  'page',
  'field',
  'input',
  'status',
  'alert',
] as const

export type PartName = (typeof PARTS)[number]

/** Values of `data-status` on the root. */
export const STATUSES = UPLOAD_STATUSES

/** Values of `data-drag` on the root; absent while nothing is dragged over it. */
export const DRAGS = ['accept', 'reject', 'unknown'] as const

export type ClassNames = { readonly [P in PartName]?: string | undefined }
