import type { ComponentType, ReactNode } from 'react'
import type { OverlayName } from './names.js'
import type { Scheme } from '../host-sheets/useHostPage.js'

export interface OverlayProps {
  scheme: Scheme
  /** The uploader. Nothing around it gives it a width. */
  children: ReactNode
}

/** Each is open from the start, and its own ways of closing it work. One module each, so that a page loads only the library that it shows. */
const MODULES: Record<OverlayName, () => Promise<{ default: ComponentType<OverlayProps> }>> = {
  'Native dialog': () => import('./NativeDialog.js'),
  'Popover attribute': () => import('./PopoverAttribute.js'),
  'Radix Dialog': () => import('./RadixDialog.js'),
  'Radix Popover': () => import('./RadixPopover.js'),
  'MUI Dialog': () => import('./MuiDialog.js'),
  'MUI Popover': () => import('./MuiPopover.js'),
  'antd Modal': () => import('./AntdModal.js'),
  'antd Popover': () => import('./AntdPopover.js'),
}

/** MUI and antd colour a dark page without CSS's `color-scheme`, so that the uploader has to be told. */
export const schemeToTell = (name: OverlayName, scheme: Scheme) => (/^(MUI|antd) /.test(name) ? scheme : undefined)

export const loadOverlay = async (name: OverlayName): Promise<ComponentType<OverlayProps>> => (await MODULES[name]()).default
