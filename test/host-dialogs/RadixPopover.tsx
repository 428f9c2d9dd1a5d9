import * as Popover from '@radix-ui/react-popover'
import { useState } from 'react'
import { useHostPage } from '../host-sheets/useHostPage.js'
import type { OverlayProps } from './index.js'
import { Opener } from './Opener.js'
import { PANEL, PLAIN } from './plain.js'

export default function RadixPopover({ scheme, children }: OverlayProps) {
  useHostPage(PLAIN, scheme, 'after')
  const [open, setOpen] = useState(true)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Opener />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content aria-label="Search by image" align="start" style={PANEL}>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
