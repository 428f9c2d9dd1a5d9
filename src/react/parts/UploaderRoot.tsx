'use client'
import {
  forwardRef,
  useId,
  useImperativeHandle,
  useMemo,
  useState,
  useSyncExternalStore,
  type HTMLAttributes,
} from 'react'
import type { Limits } from '../../core/spec.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'
import type { PartialMessages } from '../../locales/types.js'
import { resolveMessages } from '../../locales/messageFor.js'
import { withoutRepetition } from '../input/once.js'
import { pageOverlay } from '../input/pageOverlay.js'
import { both, useChooser } from '../input/useChooser.js'
import { joined, UploaderContext, type UploaderContextValue } from '../view/context.js'
import { DropOverlay } from './DropOverlay.js'
import { FocusKeeper } from './FocusKeeper.js'
import { LiveRegions, voice } from '../live/LiveRegions.js'
import type { ClassNames } from '../view/names.js'
import { useShownState } from '../view/useShownState.js'
import { problemOf } from '../view/view.js'

export interface UploaderRootProps extends HTMLAttributes<HTMLDivElement> {
  /** `useSearchImageUpload(…).control`, `createUploader(…)`, or any object of that shape. */
  control: Uploader
  /** Default: the control's. */
  limits?: Limits | undefined
  messages?: PartialMessages | undefined
  classNames?: ClassNames | undefined
  variant?: 'card' | 'compact' | undefined
  /** Default: the `color-scheme` of what is around it. */
  colorScheme?: 'light' | 'dark' | undefined
  paste?: 'focus' | 'page' | false | undefined
  dropOnPage?: boolean | undefined
  guardPage?: boolean | undefined
  capture?: boolean | 'user' | 'environment' | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Shown while nothing was chosen here: an image that was uploaded earlier. */
  value?: UploadedAsset | null | undefined
  /** For an `UploaderField` inside: empty is invalid. */
  required?: boolean | undefined
  /** Id of the button that opens the file dialog. */
  triggerId?: string | undefined
}

/** The uploader around its parts: takes drops and pastes, announces, keeps the focus. */
export const UploaderRoot = forwardRef<HTMLDivElement, UploaderRootProps>(
  function UploaderRoot(props, ref) {
    const [context, rest] = useContextValue(props)
    const page = pageOverlay.useLate(!!props.dropOnPage)
    const said = voice.useLate(true)
    const {
      chooser,
      state,
      classNames,
      variant,
      colorScheme,
      disabled,
      readOnly,
      messages,
      invalid,
    } = context
    useImperativeHandle(ref, () => chooser.rootRef.current as HTMLDivElement, [chooser.rootRef])
    return (
      <UploaderContext.Provider value={context}>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it is a group, by the spread */}
        <div
          lang={messages.locale}
          // With a space: some sheets (Pico) style `[role='group']` as a row of buttons.
          {...chooser.getRootProps({
            role: 'group ',
            'aria-disabled': disabled || undefined,
            ...rest,
          })}
          aria-label={
            rest['aria-label'] ?? (rest['aria-labelledby'] ? undefined : messages.prompt.title)
          }
          className={joined('siu', classNames.root, rest.className)}
          onKeyDown={both(both(rest.onKeyDown, withoutRepetition), (event) =>
            said?.pressEscape(event, context),
          )}
          data-part="root"
          data-status={state.status}
          data-drag={chooser.dragState}
          data-variant={variant}
          data-color-scheme={colorScheme}
          data-disabled={disabled || undefined}
          data-readonly={readOnly || undefined}
          data-invalid={invalid !== undefined || undefined}
        >
          {/* Before every button: a `<label>` around the uploader belongs to its first control, and opens the file dialog as natively. */}
          <input {...chooser.getInputProps()} data-part="input" className={classNames.input} />
          <FocusKeeper rootRef={chooser.rootRef} state={state}>
            <div data-part="surface" className={classNames.surface}>
              {rest.children}
              <DropOverlay />
            </div>
          </FocusKeeper>
          <LiveRegions said={said} />
        </div>
        {page && <page.PageOverlay {...context} className={joined('siu-page', classNames.page)} />}
      </UploaderContext.Provider>
    )
  },
)

function useContextValue(
  props: UploaderRootProps,
): [UploaderContextValue, HTMLAttributes<HTMLDivElement>] {
  const {
    control,
    messages: texts,
    classNames = {},
    variant = 'card',
    disabled = false,
    readOnly = false,
    ...others
  } = props
  const {
    paste = 'focus',
    dropOnPage,
    guardPage,
    capture,
    value,
    required = false,
    triggerId,
    colorScheme,
    ...more
  } = others
  const { limits = control.limits, ...rest } = more
  const snapshot = useSyncExternalStore(control.subscribe, control.getSnapshot, control.getSnapshot)
  const messages = useMemo(() => resolveMessages(texts), [texts])
  const chooser = useChooser(control, {
    accept: limits.accept,
    disabled: disabled || readOnly,
    paste,
    dropOnPage,
    guardPage,
  })
  const id = useId()
  const shown = useShownState(control, snapshot, value ?? null)
  // As natively: what nobody may change cannot be wrong.
  const problem = readOnly ? '' : problemOf(shown.state, required, messages)
  const [stopped, setStopped] = useState<string>()
  const field = {
    disabled,
    readOnly,
    required: required && !readOnly,
    problem,
    describedBy: rest['aria-describedby'],
  }
  const shared = {
    ...shown,
    value,
    control,
    limits,
    messages,
    classNames,
    chooser,
    variant,
    colorScheme,
    capture,
    ...field,
  }
  const invalid = problem !== '' && stopped === problem ? problem : undefined
  const ids = { id, triggerId: triggerId ?? `${id}trigger` }
  return [{ ...shared, ...ids, invalid, stop: setStopped, pasting: paste !== false }, rest]
}
