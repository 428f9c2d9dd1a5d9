'use client'
import { useEffect, useRef, type InvalidEvent } from 'react'
import type { UploadedAsset } from '../../core/types.js'
import { restoreAsset } from '../useSearchImageUpload.js'
import { usePart, useUploaderContext } from './context.js'
import { focusChooser } from './focusChooser.js'
import { assetOf } from './view.js'

export interface UploaderFieldProps {
  /** Form field name; the field's value is the asset key. */
  name?: string | undefined
  /** Id of the form, where the uploader stands outside of it. */
  form?: string | undefined
  /** The same as the root's `value`; a change from an asset to `null` resets. */
  value?: UploadedAsset | null | undefined
  /** The asset after each upload, `null` once it is removed or replaced. */
  onValueChange?: ((asset: UploadedAsset | null) => void) | undefined
}

/** The uploader as a form field: a text input that nobody sees carries the asset key and the validity. */
export function UploaderField({ name, form, value, onValueChange }: UploaderFieldProps) {
  const { state, problem, stop, required, disabled, readOnly, chooser, reset } = useUploaderContext()
  const part = usePart('field')
  const input = useRef<HTMLInputElement>(null)
  useReportedValue(onValueChange)
  useGivenValue(value)
  useEffect(() => input.current?.setCustomValidity(problem), [problem])
  useEffect(() => {
    const onReset = (event: Event) => {
      const field = input.current
      // Nobody may change what is shown, so nothing was changed that could be put back.
      if (event.defaultPrevented || readOnly || field?.matches(':disabled')) return
      if (event.target === field?.form) reset()
    }
    // The event does not leave a shadow tree. Not on the form itself, where a host could no longer prevent it.
    const tree = input.current?.getRootNode()
    tree?.addEventListener('reset', onReset)
    return () => tree?.removeEventListener('reset', onReset)
  }, [readOnly, reset])
  const onInvalid = (event: InvalidEvent<HTMLInputElement>) => {
    // The browser's bubble would point at an input that nobody sees.
    event.preventDefault()
    stop()
    // Later than the browser's own focus on the first field that did show its bubble.
    if (isFirstInvalid(event.currentTarget)) setTimeout(() => focusChooser(chooser.rootRef.current))
  }
  return (
    <input
      {...part}
      ref={input}
      type="text"
      tabIndex={-1}
      aria-hidden
      autoComplete="off"
      name={name}
      form={form}
      required={required}
      disabled={disabled}
      value={assetOf(state)?.assetKey ?? ''}
      onChange={keep}
      onInvalid={onInvalid}
    />
  )
}

/** The value is the store's; `readOnly` instead would take the field out of validation. */
const keep = () => {}

function isFirstInvalid(input: HTMLInputElement): boolean {
  const controls = Array.from(input.form?.elements ?? [])
  // A fieldset is invalid with its fields.
  return controls.find((control) => control.matches(':invalid:not(fieldset)')) === input
}

/** Tells the host every change of the asset that it did not make itself. */
function useReportedValue(onValueChange: UploaderFieldProps['onValueChange']): void {
  const { state } = useUploaderContext()
  const asset = assetOf(state)
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

/** Takes in the host's value: an asset is shown; a change from an asset to `null` resets. */
function useGivenValue(value: UploaderFieldProps['value']): void {
  const { control } = useUploaderContext()
  const before = useRef(value)
  useEffect(() => {
    const had = before.current
    before.current = value
    const held = assetOf(control.getSnapshot())
    if (value != null && value.assetKey !== held?.assetKey) restoreAsset(control, value)
    // Only what is still shown: where a replacement made the value `null`, its own upload goes on.
    if (had != null && value === null && held !== null) control.reset()
  }, [control, value])
}
