'use client'
import {
  forwardRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useState,
  useSyncExternalStore,
  type HTMLAttributes,
} from 'react'
import { createPortal } from 'react-dom'
import type { Limits } from '../../core/spec.js'
import type { UploadState } from '../../core/state.js'
import type { UploadedAsset } from '../../core/types.js'
import type { Uploader } from '../../core/uploader.js'
import type { PartialMessages } from '../../locales/types.js'
import { resolveMessages } from '../messageFor.js'
import { useChooser } from '../useChooser.js'
import { UploaderContext, type UploaderContextValue } from './context.js'
import { DropOverlay } from './DropOverlay.js'
import { FocusKeeper } from './FocusKeeper.js'
import { SearchImageIcon } from './icons.js'
import { LiveRegions } from './LiveRegions.js'
import type { ClassNames } from './names.js'
import { problemOf, withValue } from './view.js'

export interface UploaderRootProps extends HTMLAttributes<HTMLDivElement> {
  /** `useSearchImageUpload(…).control`, `createUploader(…)`, or any object of that shape. */
  control: Uploader
  /** Default: the control's. */
  limits?: Limits | undefined
  messages?: PartialMessages | undefined
  classNames?: ClassNames | undefined
  variant?: 'card' | 'compact' | undefined
  paste?: 'focus' | 'page' | false | undefined
  dropOnPage?: boolean | undefined
  capture?: boolean | 'user' | 'environment' | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Shown while nothing was chosen here: a picture that was uploaded earlier. */
  value?: UploadedAsset | null | undefined
  /** For an `UploaderField` inside: empty is invalid. */
  required?: boolean | undefined
  /** Id of the button that opens the file dialog. */
  triggerId?: string | undefined
}

/** The uploader around its parts: takes drops and pastes, announces, keeps the focus. */
export const UploaderRoot = forwardRef<HTMLDivElement, UploaderRootProps>(function UploaderRoot(props, ref) {
  const [context, rest] = useContextValue(props)
  const { chooser, state, classNames, variant, disabled, readOnly, messages, invalid } = context
  useImperativeHandle(ref, () => chooser.rootRef.current as HTMLDivElement, [chooser.rootRef])
  return (
    <UploaderContext.Provider value={context}>
      <div
        lang={messages.locale}
        {...chooser.getRootProps({ role: 'group', 'aria-disabled': disabled || undefined, ...rest })}
        aria-label={rest['aria-label'] ?? (rest['aria-labelledby'] === undefined ? messages.prompt.title : undefined)}
        className={['siu', classNames.root, rest.className].filter(Boolean).join(' ')}
        data-part="root"
        data-status={state.status}
        data-drag={chooser.dragVerdict ?? undefined}
        data-variant={variant}
        data-disabled={disabled || undefined}
        data-readonly={readOnly || undefined}
        data-invalid={invalid !== undefined || undefined}
      >
        <FocusKeeper rootRef={chooser.rootRef} state={state}>
          <div data-part="surface" className={classNames.surface}>
            {rest.children}
            <DropOverlay />
          </div>
        </FocusKeeper>
        <LiveRegions />
        <input {...chooser.getInputProps()} data-part="input" className={classNames.input} />
      </div>
      <PageOverlay context={context} />
    </UploaderContext.Provider>
  )
})

function useContextValue(props: UploaderRootProps): [UploaderContextValue, HTMLAttributes<HTMLDivElement>] {
  const { control, messages: given, classNames = {}, variant = 'card', disabled = false, readOnly = false, ...others } = props
  const { paste = 'focus', dropOnPage, capture, value, required = false, triggerId, limits = control.limits, ...rest } = others
  const snapshot = useSyncExternalStore(control.subscribe, control.getSnapshot, control.getSnapshot)
  const messages = useMemo(() => resolveMessages(given), [given])
  const chooser = useChooser(control, { accept: limits.accept, disabled: disabled || readOnly, paste, dropOnPage })
  const id = useId()
  const [state, reset] = useShownState(control, snapshot, value ?? null)
  // As natively: what nobody may change cannot be wrong.
  const problem = readOnly ? '' : problemOf(state, required, messages)
  const [stopped, setStopped] = useState<string>()
  const field = { disabled, readOnly, required: required && !readOnly, problem, describedBy: rest['aria-describedby'] }
  const shared = { control, state, limits, messages, classNames, chooser, variant, capture, ...field }
  const invalid = problem !== '' && stopped === problem ? problem : undefined
  const ids = { id, triggerId: triggerId ?? `${id}trigger` }
  return [{ ...shared, ...ids, invalid, reset, stop: () => setStopped(problem), pasting: paste !== false }, rest]
}

/** The store's state, with a value from outside in its place until something happened here. */
function useShownState(control: Uploader, snapshot: UploadState, value: UploadedAsset | null): [UploadState, () => void] {
  const [spent, setSpent] = useState<string>()
  const key = value?.assetKey
  const isElsewhere = snapshot.status !== 'idle' && snapshot.status !== 'checking'
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- set while rendering, React 18 misses the store's way back to its first state
    if (isElsewhere) setSpent(key)
  }, [isElsewhere, key])
  const reset = useCallback(() => {
    setSpent(key)
    control.reset()
  }, [control, key])
  return [withValue(snapshot, spent === key ? null : value), reset]
}

/** A shadow tree is a page of its own: the document's styles do not reach into it, nor its styles out. */
function pageOf(root: HTMLElement | null): Element | DocumentFragment {
  const tree = (root?.getRootNode() ?? document) as Document | DocumentFragment
  return 'body' in tree ? tree.body : tree
}

/** Outside the root, because a containing block of the host would hold a fixed element back. */
function PageOverlay({ context }: { context: UploaderContextValue }) {
  const { chooser, messages, classNames, state } = context
  if (chooser.pageDragVerdict === null || chooser.dragVerdict !== null) return null
  return createPortal(
    <div
      aria-hidden
      data-part="page"
      data-drag={chooser.pageDragVerdict}
      data-status={state.status}
      className={['siu-page', classNames.page].filter(Boolean).join(' ')}
    >
      <SearchImageIcon />
      <span>{chooser.pageDragVerdict === 'reject' ? messages.drag.reject.title : messages.drag.page}</span>
    </div>,
    pageOf(chooser.rootRef.current),
  )
}
