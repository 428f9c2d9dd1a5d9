'use client'
import { useRef } from 'react'
import { Button } from './Button.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { CameraIcon } from '../lib/icons.js'

/**
 * The button that opens the camera, inside `UploaderDropzone` with the prop `capture`. The style
 * sheet shows it on touch devices only.
 */
export function UploaderCamera() {
  const { capture, messages, chooser, disabled, readOnly } = useUploaderContext()
  const [part, inputPart] = [usePart('camera'), usePart('input')]
  const input = useRef<HTMLInputElement>(null)
  if (capture === undefined || capture === false || readOnly) return null
  return (
    <>
      <Button {...part} disabled={disabled} onClick={() => input.current?.click()}>
        <CameraIcon />
        <span data-siu>{messages.actions.camera}</span>
      </Button>
      <input
        {...inputPart}
        ref={input}
        type="file"
        form=""
        hidden
        aria-hidden
        tabIndex={-1}
        accept="image/*"
        capture={capture}
        disabled={disabled}
        onChange={({ target }) => {
          const files = Array.from(target.files ?? [])
          if (files.length > 0) chooser.take(files)
          target.value = ''
        }}
      />
    </>
  )
}
