import { useEffect, useRef } from 'react'
import { useHostPage } from '../host-sheets/useHostPage.js'
import type { OverlayProps } from './index.js'
import { PLAIN } from './plain.js'

/** `popover` and `showPopover()`, styled by the browser alone. */
export default function PopoverAttribute({ scheme, children }: OverlayProps) {
  useHostPage(PLAIN, scheme, 'after')
  const popover = useRef<HTMLDivElement>(null)
  useEffect(() => popover.current?.showPopover(), [])
  return (
    <div ref={popover} popover="manual" role="dialog" aria-label="Search by image">
      {children}
    </div>
  )
}
