'use client'
import { useEffect, useRef, type InvalidEvent, type RefObject } from 'react'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { focusChooser } from '../lib/focusChooser.js'
import { assetOf } from '../view/view.js'

export interface UploaderFieldProps {
  /** Form field name; the field's value is the asset key. */
  name?: string | undefined
  /** Id of the form, where the uploader stands outside of it. */
  form?: string | undefined
  /**
   * Default: the root's `value`. A change from an asset to `null` or `undefined` empties the
   * uploader.
   */
  value?: UploadedAsset | null | undefined
  /** The asset after each upload, `null` once it is removed or replaced. */
  onValueChange?: ((asset: UploadedAsset | null) => void) | undefined
}

/**
 * The uploader as a form field: a visually hidden `<select>` carries the asset key and the
 * validity. Its one option is always the selected one, whatever a reset, the browser's restored
 * entries or autofill do, and it lets Enter submit a form whose only text field is the host's, as
 * no `<input>` that could be required does.
 */
export function UploaderField({ name, form, value, onValueChange }: UploaderFieldProps) {
  const {
    view,
    value: rootValue,
    problem,
    stop,
    required,
    disabled,
    chooser,
  } = useUploaderContext()
  const part = usePart('field')
  const field = useRef<HTMLSelectElement>(null)
  const given = value === undefined ? rootValue : value
  useReportedValue(onValueChange)
  useGivenValue(given)
  useFormReset(field, given !== undefined)
  useEffect(() => field.current?.setCustomValidity(problem), [problem])
  const onInvalid = (event: InvalidEvent<HTMLSelectElement>) => {
    // The browser's bubble would point at a field that cannot be seen.
    event.preventDefault()
    stop(problem)
    // Later than the browser's own focus on the first field that did show its bubble.
    if (isFirstInvalid(event.currentTarget)) setTimeout(() => focusChooser(chooser.rootRef.current))
  }
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

/**
 * Empties the uploader with its form. A value that the host controls stays, as that of a controlled
 * input does: React 19 resets a form after each action.
 */
function useFormReset(field: RefObject<HTMLSelectElement | null>, controlled: boolean): void {
  const { readOnly, reset } = useUploaderContext()
  useEffect(() => {
    const onReset = (event: Event) => {
      // What cannot be changed was not changed, so there is nothing to put back.
      if (event.defaultPrevented || controlled || readOnly || field.current?.matches(':disabled'))
        return
      if (event.target === field.current?.form) reset()
    }
    // The event does not leave a shadow tree. Not on the form itself, where a host could no longer
    // prevent it.
    const tree = field.current?.getRootNode()
    tree?.addEventListener('reset', onReset)
    return () => tree?.removeEventListener('reset', onReset)
  }, [field, controlled, readOnly, reset])
}

function isFirstInvalid(field: HTMLSelectElement): boolean {
  const controls = Array.from(field.form?.elements ?? [])
  // A fieldset is invalid with its fields.
  return controls.find((control) => control.matches(':invalid:not(fieldset)')) === field
}

/** Tells the host every change of the asset that it did not make itself. */
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
 * Takes in the host's value: an asset is shown; a change from an asset to none empties the
 * uploader.
 */
function useGivenValue(value: UploaderFieldProps['value']): void {
  const { control } = useUploaderContext()
  const before = useRef(value)
  useEffect(() => {
    const had = before.current
    before.current = value
    const held = assetOf(control.getSnapshot())
    if (value != null && value.assetKey !== held?.assetKey) control.restore?.(value)
    // Only what is still shown: where a replacement took the value away, its own upload goes on.
    if (had != null && value == null && held !== null) control.reset()
  }, [control, value])
}
