import { useId, useMemo, useState, useSyncExternalStore, type HTMLAttributes } from 'react'
import type { Limits } from '../../core/spec.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/uploader.js'
import type { PartialMessages } from '../../locales/types.js'
import { resolveMessages } from '../../locales/messageFor.js'
import { useChooser } from '../input/useChooser.js'
import type { UploaderContextValue } from '../view/context.js'
import type { ClassNames } from '../view/names.js'
import { useViewState } from '../view/useViewState.js'
import { problemOf, viewOf } from '../view/view.js'

/** Props of `UploaderRoot`; all others are attributes of its element. */
export interface UploaderRootProps extends HTMLAttributes<HTMLDivElement> {
  /**
   * The uploader to show: `useSearchImageUpload(…).control`, `createUploader(…)`, or another object
   * of that shape.
   */
  control: Uploader
  /**
   * Limits that the texts name and that drags are compared with.
   * @default `control.limits`
   */
  limits?: Limits | undefined
  /**
   * A language, or parts of one; texts that are left out are English.
   * @default English
   */
  messages?: PartialMessages | undefined
  /**
   * Class names by part name.
   * @default none
   */
  classNames?: ClassNames | undefined
  /**
   * `'compact'` is one row, to stand beside a search box.
   * @default 'card'
   */
  variant?: 'card' | 'compact' | undefined
  /**
   * For host apps whose dark or light look does not set the CSS property `color-scheme`.
   * @default the `color-scheme` around the uploader
   */
  colorScheme?: 'light' | 'dark' | undefined
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
  /**
   * As on `<input>`. Adds a camera button on touch devices.
   * @default no camera button
   */
  capture?: boolean | 'user' | 'environment' | undefined
  /**
   * Nothing can be selected, and an `UploaderField` inside is not submitted.
   * @default false
   */
  disabled?: boolean | undefined
  /**
   * The value is shown and submitted but cannot be changed.
   * @default false
   */
  readOnly?: boolean | undefined
  /**
   * An image that was uploaded earlier, shown until something is selected here.
   * @default none
   */
  value?: UploadedAsset | null | undefined
  /**
   * An `UploaderField` inside is invalid without an uploaded image.
   * @default false
   */
  required?: boolean | undefined
  /**
   * Id of the button that opens the file dialog, for a `<label for>`.
   * @default a generated id
   */
  triggerId?: string | undefined
}

type Attributes = HTMLAttributes<HTMLDivElement>

/** What the root hands to its parts, and the attributes that are left for its element. */
export function useRootContext(props: UploaderRootProps): [UploaderContextValue, Attributes] {
  const { messages: texts, classNames = {}, value, required = false, triggerId, ...others } = props
  const { paste = 'focus', dropOnPage, guardPage, capture, colorScheme, ...more } = others
  const { variant = 'card', disabled = false, readOnly = false, control, ...remaining } = more
  const { limits = control.limits, ...attributes } = remaining
  const snapshot = useSyncExternalStore(control.subscribe, control.getSnapshot, control.getSnapshot)
  const messages = useMemo(() => resolveMessages(texts), [texts])
  const isFixed = disabled || readOnly
  const input = { accept: limits.accept, disabled: isFixed, paste, dropOnPage, guardPage }
  const chooser = useChooser(control, input)
  const id = useId()
  const { dismissed, ...shown } = useViewState(control, snapshot, value ?? null)
  const { state } = shown
  // As with native inputs, read-only fields are not validated.
  const problem = readOnly ? '' : problemOf(state, required, messages)
  const [stopped, stop] = useState<string>()
  return [
    {
      ...shown,
      ...{ control, value, limits, messages, classNames, chooser },
      ...{ variant, colorScheme, capture, disabled, readOnly, problem, stop },
      view: viewOf(state, { variant, dismissed }),
      required: required && !readOnly,
      invalid: problem !== '' && stopped === problem ? problem : undefined,
      describedBy: attributes['aria-describedby'],
      pasting: paste !== false,
      id,
      triggerId: triggerId ?? `${id}trigger`,
    },
    attributes,
  ]
}
