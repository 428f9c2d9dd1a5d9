'use client'
import { useEffect, useRef, type InvalidEvent, type RefObject } from 'react'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { focusChooser } from '../lib/focusChooser.js'
import { assetOf } from '../view/view.js'

/** Props of `UploaderField`. */
export interface UploaderFieldProps {
  /**
   * Name of the form field. Its value is the asset key.
   * @default none: the value is not submitted
   */
  name?: string | undefined
  /**
   * Id of the form, where the uploader is outside of it.
   * @default the form around the field
   */
  form?: string | undefined
  /**
   * An image that was uploaded earlier. A change from an asset to `null` or `undefined` empties the
   * uploader.
   * @default the root's `value`
   */
  value?: UploadedAsset | null | undefined
  /**
   * Called with the asset after each upload, and with `null` once it is removed or replaced.
   * @param asset The new value.
   */
  onValueChange?: ((asset: UploadedAsset | null) => void) | undefined
}

/**
 * The uploader as a form field: a visually hidden `<select>` holds the asset key and the validity.
 * Its only option is always selected, also after a reset, autofill, or the browser's restoring of
 * form entries. A required `<input>` would keep Enter from submitting a form whose only text field
 * is the host app's; a `<select>` does not.
 * @param props See `UploaderFieldProps`.
 * @returns The part `field`.
 */
export function UploaderField({ name, form, value, onValueChange }: UploaderFieldProps) {
  const { view, value: rootValue, problem, required, disabled } = useUploaderContext()
  const part = usePart('field')
  const field = useRef<HTMLSelectElement>(null)
  const given = value === undefined ? rootValue : value
  useReportedValue(onValueChange)
  useGivenValue(given)
  useFormReset(field, given !== undefined)
  useEffect(() => field.current?.setCustomValidity(problem), [problem])
  const onInvalid = useInvalidHandler()
  return (
    <select
      {...part}
      ref={field}
      tabIndex={-1}
      aria-hidden
      autoComplete="off"
      name={name}
      form={form}
      required={required}
      disabled={disabled}
      onInvalid={onInvalid}
    >
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the field is hidden from screen readers */}
      <option value={view.asset?.assetKey ?? ''} />
    </select>
  )
}

function useInvalidHandler() {
  const { problem, stop, chooser } = useUploaderContext()
  return (event: InvalidEvent<HTMLSelectElement>) => {
    // The browser's message would point at a field that is not visible.
    event.preventDefault()
    stop(problem)
    // After the browser's own focus, which goes to the first field whose message it shows.
    if (isFirstInvalid(event.currentTarget)) setTimeout(() => focusChooser(chooser.rootRef.current))
  }
}

/**
 * Empties the uploader when its form is reset. A value that the host app controls stays, as that of
 * a controlled input does: React 19 resets a form after each action.
 */
function useFormReset(field: RefObject<HTMLSelectElement | null>, controlled: boolean): void {
  const { readOnly, reset } = useUploaderContext()
  useEffect(() => {
    const onReset = (event: Event) => {
      // The user could not change a disabled or read-only value, so a reset does not change it.
      if (event.defaultPrevented || controlled || readOnly || field.current?.matches(':disabled'))
        return
      if (event.target === field.current?.form) reset()
    }
    // On the root of the tree, because the event does not leave a shadow tree. Not on the form,
    // because this listener must run after those of the host app, which may prevent the reset.
    const tree = field.current?.getRootNode()
    tree?.addEventListener('reset', onReset)
    return () => tree?.removeEventListener('reset', onReset)
  }, [field, controlled, readOnly, reset])
}

function isFirstInvalid(field: HTMLSelectElement): boolean {
  const controls = Array.from(field.form?.elements ?? [])
  // Fieldsets are skipped: each is invalid together with its fields.
  return controls.find((control) => control.matches(':invalid:not(fieldset)')) === field
}

/** Notifies the host app of each change of the asset that its own `value` did not cause. */
function useReportedValue(onValueChange: UploaderFieldProps['onValueChange']): void {
  const { asset } = useUploaderContext().view
  const reported = useRef(asset)
  const latest = useRef(onValueChange)
  useEffect(() => {
    latest.current = onValueChange
  }, [onValueChange])
  useEffect(() => {
    if (reported.current?.assetKey === asset?.assetKey) return
    reported.current = asset
    latest.current?.(asset)
  }, [asset])
}

/**
 * Applies the host app's value: shows an asset, and empties the uploader when an asset changes to
 * none.
 */
function useGivenValue(value: UploaderFieldProps['value']): void {
  const { control } = useUploaderContext()
  const before = useRef(value)
  useEffect(() => {
    const had = before.current
    before.current = value
    const held = assetOf(control.getSnapshot())
    if (value != null && value.assetKey !== held?.assetKey) control.restore?.(value)
    // Only while an asset is shown: if a replacement has removed it, its upload continues.
    if (had != null && value == null && held !== null) control.reset()
  }, [control, value])
}
