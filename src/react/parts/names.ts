/** Every hook for styles and tests that the DOM carries: the one source for code, docs and the test that compares them. */
import { UPLOAD_STATUSES } from '../../core/state.js'

/** Values of `data-part`; also the keys of `classNames`. */
export const PARTS = {
  root: 'The whole uploader; carries `data-status`, `data-drag`, `data-variant`, `data-disabled`, `data-readonly`, `data-invalid`',
  surface: 'The visible box with its border',
  dropzone: 'The invitation, shown while there is no picture',
  icon: 'Symbol of the invitation',
  title: 'Heading of the invitation or of a refusal',
  hint: 'What can be dropped, pasted or chosen',
  trigger: 'The button that opens the file dialog',
  camera: 'The button that takes a photo (`capture`, touch devices)',
  preview: 'The small picture, or its placeholder',
  details: 'Name, size and bytes',
  name: 'The file name',
  meta: 'Size and bytes',
  body: 'Progress and message',
  progress: 'Bar and what is going on',
  bar: 'The progress bar; `data-indeterminate` while its end is not known',
  message: 'The status sentence, a failure or a refused choice; `data-tone`',
  rejection: 'A refused choice beside the present picture',
  validity: 'Remaining time of the upload link; `data-stage` is `calm`, `minute` or `expired`',
  actions: 'The row of buttons',
  primary: 'The button that goes on: upload, try again',
  remove: 'The button that cancels or removes',
  overlay: 'Covers the box while something is dragged over it',
  page: 'Covers the page while an image is dragged over it (`dropOnPage`); outside the root',
  field: 'The visually hidden form field',
  input: 'The hidden file input',
  status: 'Polite live region',
  alert: 'Assertive live region',
} as const

export type PartName = keyof typeof PARTS

/** Values of `data-status` on the root. */
export const STATUSES = UPLOAD_STATUSES

/** Values of `data-drag` on the root; absent while nothing is dragged over it. */
export const DRAGS = ['accept', 'reject', 'unknown'] as const

export type ClassNames = { readonly [P in PartName]?: string | undefined }
