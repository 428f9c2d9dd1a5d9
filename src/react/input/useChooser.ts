import {
  useCallback,
  useMemo,
  useRef,
  useState,
  type ButtonHTMLAttributes,
  type DragEvent,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type RefObject,
} from 'react'
import type { ImageFormat } from '../../core/spec.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { acceptString } from './accept.js'
import { both } from './both.js'
import { single } from './once.js'
import { selectionOf, dragState, type DragState } from './transfer.js'
import { useDragTracker, type DragTracker } from './useDragTracker.js'
import { dragHandlers, useFiles } from './useFiles.js'
import { usePageInput } from './usePageInput.js'

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

/**
 * Handles file dialog, drop and paste. The uploader validates the selection.
 */
export function useChooser(control: Uploader, options: ChooserOptions = {}): Chooser {
  const { disabled = false, accept = control.limits.accept } = options
  const inputRef = useRef<HTMLInputElement>(null)
  const { isEnabled, take, getReady, open } = useActions(control, inputRef, disabled)
  const [dragged, drag] = useDragTracker(useCallback((data) => dragState(data, accept), [accept]))
  const [pageDrag, setPageDrag] = useState<DragState | null>(null)
  const { rootRef, ...files } = useFiles(take, disabled)
  const isForUs = usePageInput({
    ...{ rootRef, isEnabled, take },
    paste: options.paste ?? 'focus',
    dropOnPage: options.dropOnPage ?? false,
    guardPage: options.guardPage ?? true,
    showDrag: (data) => setPageDrag(data && dragState(data, accept)),
    endDrag: drag.end,
  })
  const getRootProps = useRootProps(files.getRootProps, { drag, getReady, take, isForUs })
  const { getInputProps } = files
  return useMemo(
    () => ({
      dragState: disabled ? null : dragged,
      pageDragState: disabled ? null : pageDrag,
      rootRef,
      open,
      take,
      getRootProps,
      getTriggerProps: (props = {}) => ({
        type: 'button',
        disabled,
        ...props,
        onClick: both(props.onClick, single(open)),
      }),
      getInputProps: (props = {}) => {
        // A label around the uploader clicks the input directly, not through the trigger.
        const onClick = both(props.onClick, getReady)
        const own = { accept: acceptString(accept), disabled, ...HIDDEN, ...props, onClick }
        return { ...getInputProps(own), ref: inputRef }
      },
    }),
    [
      accept,
      disabled,
      getInputProps,
      getReady,
      getRootProps,
      open,
      pageDrag,
      rootRef,
      take,
      dragged,
    ],
  )
}

type InputRef = RefObject<HTMLInputElement | null>

function useActions(control: Uploader, inputRef: InputRef, disabled: boolean) {
  // Asks the element too, because a disabled fieldset disables its inputs without a prop.
  const isEnabled = useCallback(
    () => !disabled && inputRef.current?.matches(':disabled') !== true,
    [disabled, inputRef],
  )
  const take = useCallback(
    (selection: ImageSelection) => {
      if (isEnabled()) control.select(selection)
    },
    [control, isEnabled],
  )
  // The file dialog or the drag takes seconds, in which the worker can start.
  const getReady = useCallback(() => control.warmUp?.(), [control])
  const open = useCallback(() => inputRef.current?.click(), [inputRef])
  return { isEnabled, take, getReady, open }
}

interface RootParts {
  readonly drag: DragTracker
  readonly getReady: () => void
  readonly take: (selection: ImageSelection) => void
  readonly isForUs: (event: DragEvent<HTMLElement>) => boolean
}

function useRootProps(
  getProps: (props?: HTMLAttributes<HTMLElement>) => RootProps,
  { drag, getReady, take, isForUs }: RootParts,
): Chooser['getRootProps'] {
  return useCallback(
    (props = {}) => {
      const onDrop = (event: DragEvent<HTMLElement>) => {
        drag.end()
        const selection = selectionOf(event.dataTransfer)
        if ('none' in selection) take(selection)
      }
      const onDragEnter = both(drag.enter, getReady)
      const zone = getProps({ onDragEnter, onDragLeave: drag.leave, onDrop })
      // `props` twice, because react-dropzone drops the handlers of features that are turned off.
      return { ...getProps(props), ...props, ...dragHandlers(props, zone, isForUs) }
    },
    [drag, getProps, getReady, isForUs, take],
  )
}

/**
 * Only the trigger leads to the file input, and it belongs to no form: the form field is
 * `UploaderField`. react-dropzone's inline style is removed, because it violates a strict CSP in
 * server-rendered pages, and its label, because it is English.
 */
const HIDDEN = { hidden: true, form: '', style: undefined, 'aria-label': undefined } as const
