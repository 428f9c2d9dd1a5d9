/**
 * Every hook for styles and tests that the DOM carries: the one source for code, docs and the test
 * that compares them.
 */
import { UPLOAD_STATUSES } from '../../core/uploader/state.js'

/** Values of `data-part`; also the keys of `classNames`. What each is: `PART_DESCRIPTIONS`. */
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
