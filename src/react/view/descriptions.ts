import type { PartName } from './names.js'

/**
 * Descriptions of the parts, for the documentation. Not in `names.ts`, so pages do not load them.
 */
export const PART_DESCRIPTIONS = {
  root: 'the whole uploader; carries `data-status`, `data-drag`, `data-variant`, `data-disabled`, `data-readonly`, `data-invalid`',
  surface: 'the visible box with its border',
  dropzone: 'the invitation, shown while there is no image',
  icon: 'icon of the invitation',
  title: 'heading of the invitation or of a rejection',
  hint: 'what can be dropped, pasted or selected',
  trigger: 'the button that opens the file dialog',
  camera: 'the button that opens the camera (`capture`, touch devices)',
  preview: 'the small image, or its placeholder',
  details: 'name, dimensions and bytes',
  name: 'the file name',
  meta: 'dimensions and bytes',
  body: 'progress and message',
  progress: 'progress bar and its text',
  bar: 'the progress bar; `data-indeterminate` while the progress is unknown',
  message: 'the status sentence, a failure or a rejected selection; `data-tone`',
  rejection: 'a rejected selection beside the present image',
  validity: 'remaining time of the upload link; `data-stage` is `calm`, `minute` or `expired`',
  actions: 'the row of buttons',
  primary: 'the button that continues: upload, try again',
  remove: 'the button that cancels, removes, or dismisses a rejection',
  overlay: 'covers the box while something is dragged over it',
  page: 'covers the page while an image is dragged over it (`dropOnPage`); outside the root',
  field: 'the visually hidden form field',
  input: 'the hidden file input',
  status: 'polite live region',
  alert: 'assertive live region',
} as const satisfies Record<PartName, string>
