import * as Dialog from '@radix-ui/react-dialog'
import { useState } from 'react'
import { useHostPage } from '../host-sheets/useHostPage.js'
import type { OverlayProps } from './index.js'
import { PANEL, PLAIN } from './plain.js'

const MIDDLE = { position: 'fixed', top: '50%', left: '50%', transform: 'translate(-50%, -50%)' } as const

export default function RadixDialog({ scheme, children }: OverlayProps) {
  useHostPage(PLAIN, scheme, 'after')
  const [open, setOpen] = useState(true)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay style={{ position: 'fixed', inset: 0, background: 'rgb(0 0 0 / 40%)' }} />
        <Dialog.Content aria-describedby={undefined} style={{ ...PANEL, ...MIDDLE }}>
          <Dialog.Title style={{ margin: '0 0 12px', font: 'inherit' }}>Search by image</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
