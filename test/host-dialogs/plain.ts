import type { HostSheet } from '../host-sheets/index.js'

/** A page without a sheet of its own. */
export const PLAIN: HostSheet = { name: 'None', css: '' }

/** Radix brings no look: the box that a host would give it, without a width. */
export const PANEL = {
  padding: 16,
  border: '1px solid GrayText',
  borderRadius: 12,
  background: 'Canvas',
  color: 'CanvasText',
} as const
