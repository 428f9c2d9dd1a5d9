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
import { useDropzone } from 'react-dropzone'
import type { ImageFormat } from '../../core/spec.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { acceptString } from './accept.js'
import { single } from './once.js'
import { selectionOf, dragState, filesOf, type DragState, type FilesEvent } from './transfer.js'
import { useDragTracker } from './useDragTracker.js'
import { usePageInput } from './usePageInput.js'

export interface ChooserOptions {
  /** Formats for the file dialog and the drag feedback. Default: the uploader's limits. */
  accept?: readonly ImageFormat[] | undefined
  disabled?: boolean | undefined
  /**
   * `'focus'` (default): paste while the focus is inside; `'page'`: anywhere outside editable
   * elements; `false`: never.
   */
  paste?: 'focus' | 'page' | false | undefined
  /**
   * A file that is dropped anywhere on the page, and that no other zone takes, counts. Default
   * false.
   */
  dropOnPage?: boolean | undefined
  /**
   * A file that is dropped beside the uploader, and that nothing takes, does not make the browser
   * leave the page. Default true.
   */
  guardPage?: boolean | undefined
}

type RootProps = HTMLAttributes<HTMLElement> & { ref?: RefObject<HTMLDivElement | null> }
type InputProps = InputHTMLAttributes<HTMLInputElement> & {
  ref?: RefObject<HTMLInputElement | null>
}

export interface Chooser {
  /** What is dragged over the root; `null`: nothing. */
  readonly dragState: DragState | null
  /** What is dragged over the page, with `dropOnPage`. */
  readonly pageDragState: DragState | null
  readonly rootRef: RefObject<HTMLElement | null>
  /** Opens the file dialog; needs a user gesture. */
  readonly open: () => void
  /** Hands a selection to the uploader unless disabled. */
  readonly take: (selection: ImageSelection) => void
  /** For the drop area, an element without a role of its own. */
  readonly getRootProps: (props?: HTMLAttributes<HTMLElement>) => RootProps
  /** For the button that opens the file dialog. */
  readonly getTriggerProps: (
    props?: ButtonHTMLAttributes<HTMLButtonElement>,
  ) => ButtonHTMLAttributes<HTMLButtonElement>
  /** For the hidden file input. */
  readonly getInputProps: (props?: InputHTMLAttributes<HTMLInputElement>) => InputProps
}

/**
 * Every way an image comes in: file dialog, drop, paste. What it is, is judged by the uploader
 * alone.
 */
export function useChooser(control: Uploader, options: ChooserOptions = {}): Chooser {
  const {
    disabled = false,
    paste = 'focus',
    dropOnPage = false,
    guardPage = true,
    accept = control.limits.accept,
  } = options
  const inputRef = useRef<HTMLInputElement>(null)
  // A disabled fieldset disables its inputs without React knowing.
  const isEnabled = useCallback(
    () => !disabled && inputRef.current?.matches(':disabled') !== true,
    [disabled],
  )
  const take = useCallback(
    (selection: ImageSelection) => {
      if (isEnabled()) control.select(selection)
    },
    [control, isEnabled],
  )
  const [dragged, drag] = useDragTracker(useCallback((data) => dragState(data, accept), [accept]))
  const [pageDrag, setPageDrag] = useState<DragState | null>(null)
  const showDrag = (data: DataTransfer | null) => setPageDrag(data && dragState(data, accept))
  const { rootRef, getRootProps, getInputProps } = useFiles(take, disabled)
  const { getReady, open } = useOpening(control, inputRef)
  const isForUs = usePageInput({
    rootRef,
    paste,
    dropOnPage,
    guardPage,
    isEnabled,
    take,
    showDrag,
    endDrag: drag.end,
  })

  return useMemo(() => {
    const onDrop = (event: DragEvent<HTMLElement>) => {
      drag.end()
      const selection = selectionOf(event.dataTransfer)
      if ('none' in selection) take(selection)
    }
    return {
      dragState: disabled ? null : dragged,
      pageDragState: disabled ? null : pageDrag,
      rootRef,
      open,
      take,
      getRootProps: (props = {}) => {
        const zone = getRootProps({
          onDragEnter: both(drag.enter, getReady),
          onDragLeave: drag.leave,
          onDrop,
        })
        // react-dropzone drops the handlers of what it is told to leave alone; those are the
        // host's.
        return { ...getRootProps(props), ...props, ...dragHandlers(props, zone, isForUs) }
      },
      getTriggerProps: (props = {}) => ({
        type: 'button',
        disabled,
        ...props,
        onClick: both(props.onClick, single(open)),
      }),
      // A label around the uploader clicks the input without asking the trigger.
      getInputProps: (props = {}) => ({
        ...getInputProps({
          accept: acceptString(accept),
          disabled,
          ...hidden,
          ...props,
          onClick: both(props.onClick, getReady),
        }),
        ref: inputRef,
      }),
    }
  }, [
    accept,
    disabled,
    drag,
    getInputProps,
    getReady,
    getRootProps,
    isForUs,
    open,
    pageDrag,
    rootRef,
    take,
    dragged,
  ])
}

/** A file dialog or a drag takes seconds: enough to have a worker running. */
function useOpening(control: Uploader, inputRef: RefObject<HTMLInputElement | null>) {
  const getReady = useCallback(() => control.warmUp?.(), [control])
  const open = useCallback(() => inputRef.current?.click(), [inputRef])
  return { getReady, open }
}

/**
 * Reached through the trigger alone, and no field of the host's form: that is `UploaderField`.
 * react-dropzone's inline style would break a strict CSP in server-rendered pages, its label is
 * English.
 */
const hidden = { hidden: true, form: '', style: undefined, 'aria-label': undefined } as const

/**
 * react-dropzone reads drops and the input. Its click and key handling would make the whole zone a
 * nameless focus stop, its paste misses a focused button, its document-wide guard swallows drops of
 * text into the host's inputs, and its `accept` drops what only the content can judge; those are
 * left out.
 */
function useFiles(take: (selection: ImageSelection) => void, disabled: boolean) {
  const { rootRef, getRootProps, getInputProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    preventDropOnDocument: false,
    multiple: false,
    disabled,
    getFilesFromEvent: (event) => Promise.resolve(filesOf(event as FilesEvent)),
    onDrop(accepted, rejections, event) {
      const files = [...accepted, ...rejections.map(({ file }) => file)]
      // An empty change is a cancelled dialog: what was there stays.
      if (files.length > 0) take(files)
      // Cleared, so that the same file can be chosen again.
      const { target } = event as FilesEvent
      if (target?.files) target.value = ''
    },
  })
  return { rootRef, getRootProps, getInputProps }
}

const DRAG_EVENTS = ['onDragEnter', 'onDragOver', 'onDragLeave', 'onDrop'] as const

type Handlers = Pick<HTMLAttributes<HTMLElement>, (typeof DRAG_EVENTS)[number]>

/**
 * The host's handlers hear every drag, the zone's own only those that could be for it, and none
 * while disabled.
 */
const dragHandlers = (
  host: Handlers,
  zone: Handlers,
  isForUs: (event: DragEvent<HTMLElement>) => boolean,
) =>
  Object.fromEntries(
    DRAG_EVENTS.map((name) => [
      name,
      both(host[name], (event) => isForUs(event) && zone[name]?.(event)),
    ]),
  )

/** Both handlers, the host's first. */
export function both<E>(
  first: ((event: E) => void) | undefined,
  second: (event: E) => unknown,
): (event: E) => void {
  return (event) => {
    first?.(event)
    second(event)
  }
}
