import type { ButtonHTMLAttributes, HTMLAttributes, InputHTMLAttributes, RefObject } from 'react'
import type { ImageFormat } from '../../core/spec.js'
import type { ImageSelection } from '../../core/uploader/selection.js'
import type { DragState } from './transfer.js'

/** How a view receives images. */
export interface ChooserOptions {
  /**
   * Formats for the file dialog and the feedback during a drag.
   * @default the uploader's `limits.accept`
   */
  accept?: readonly ImageFormat[] | undefined
  /**
   * Nothing can be selected.
   * @default false
   */
  disabled?: boolean | undefined
  /**
   * Where a paste counts: `'focus'` while the focus is inside, `'page'` anywhere outside of
   * editable elements, `false` nowhere.
   * @default 'focus'
   */
  paste?: 'focus' | 'page' | false | undefined
  /**
   * An image that is dropped anywhere on the page counts if no other drop zone takes it.
   * @default false
   */
  dropOnPage?: boolean | undefined
  /**
   * Keeps the browser from opening a file that is dropped beside the uploader and that no drop zone
   * takes.
   * @default true
   */
  guardPage?: boolean | undefined
}

type RootProps = HTMLAttributes<HTMLElement> & { ref?: RefObject<HTMLDivElement | null> }
type InputProps = InputHTMLAttributes<HTMLInputElement> & {
  ref?: RefObject<HTMLInputElement | null>
}

/** File dialog, drag and paste of one view. */
export interface Chooser {
  /** What is dragged over the root; `null`: nothing. */
  readonly dragState: DragState | null
  /** What is dragged over the page, with `dropOnPage`; `null`: nothing. */
  readonly pageDragState: DragState | null
  readonly rootRef: RefObject<HTMLElement | null>
  /** Opens the file dialog. Browsers allow that only in a handler of a click or key press. */
  readonly open: () => void
  /** Gives a selection to the uploader unless disabled. */
  readonly take: (selection: ImageSelection) => void
  /**
   * Props of the drop area, an element without a role of its own.
   * @param props Your own props for it; your handlers are called too.
   * @returns Props to spread.
   */
  readonly getRootProps: (props?: HTMLAttributes<HTMLElement>) => RootProps
  /**
   * Props of the button that opens the file dialog.
   * @param props Your own props for it; your handlers are called too.
   * @returns Props to spread.
   */
  readonly getTriggerProps: (
    props?: ButtonHTMLAttributes<HTMLButtonElement>,
  ) => ButtonHTMLAttributes<HTMLButtonElement>
  /**
   * Props of the hidden file input, which must be inside the drop area.
   * @param props Your own props for it; your handlers are called too.
   * @returns Props to spread.
   */
  readonly getInputProps: (props?: InputHTMLAttributes<HTMLInputElement>) => InputProps
}

/** One mounted uploader, for the page around it. */
export interface Member {
  readonly rootRef: RefObject<HTMLElement | null>
  readonly paste: 'focus' | 'page' | false
  readonly dropOnPage: boolean
  readonly guardPage: boolean
  /** False: the uploader takes neither pastes nor drops on the page. */
  readonly isEnabled: () => boolean
  readonly take: (selection: ImageSelection) => void
  /** Shows that the uploader would take a drop on the page; `null`: it would not. */
  readonly showDrag: (data: DataTransfer | null) => void
  /** A drag has ended, anywhere in the window. */
  readonly endDrag: () => void
}
