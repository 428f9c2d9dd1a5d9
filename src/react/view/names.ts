/**
 * The names in the DOM that styles and tests can rely on. Code, docs and the test that compares
 * them read the names from here.
 */
import { UPLOAD_STATUSES } from '../../core/uploader/state.js'

/** Values of `data-part`, and the keys of `classNames`. `PART_DESCRIPTIONS` describes each. */
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

/** Name of a part: a value of `data-part`. */
export type PartName = (typeof PARTS)[number]

/** Values of `data-status` on the root. */
export const STATUSES = UPLOAD_STATUSES

/** Values of `data-drag` on the root; absent while nothing is dragged over it. */
export const DRAGS = ['accept', 'reject', 'unknown'] as const

/** Class names by part name. */
export type ClassNames = { readonly [P in PartName]?: string | undefined }
