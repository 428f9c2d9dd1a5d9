import { useEffect, useRef } from 'react'
import { useHostPage } from '../host-sheets/useHostPage.js'
import type { OverlayProps } from './index.js'
import { PLAIN } from './plain.js'

/** `<dialog>` with `showModal()`, styled by the browser alone. */
export default function NativeDialog({ scheme, children }: OverlayProps) {
  useHostPage(PLAIN, scheme, 'after')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  return (
    <dialog ref={dialog} aria-label="Search by image">
      {children}
    </dialog>
  )
}
