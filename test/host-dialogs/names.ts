/** The popovers and dialogs of other people that have a page here. */
export const OVERLAYS = [
  'Native dialog',
  'Popover attribute',
  'Radix Dialog',
  'Radix Popover',
  'MUI Dialog',
  'MUI Popover',
  'antd Modal',
  'antd Popover',
] as const
export type OverlayName = (typeof OVERLAYS)[number]
