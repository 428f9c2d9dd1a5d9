import Popover from '@mui/material/Popover'
import { useState } from 'react'
import type { OverlayProps } from './index.js'
import { MuiTheme } from './MuiTheme.js'
import { Opener } from './Opener.js'

export default function MuiPopover({ scheme, children }: OverlayProps) {
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null)
  const [open, setOpen] = useState(true)
  return (
    <MuiTheme scheme={scheme}>
      <Opener ref={setAnchor} />
      {anchor && (
        <Popover
          open={open}
          onClose={() => setOpen(false)}
          anchorEl={anchor}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          transitionDuration={0}
          slotProps={{ paper: { role: 'dialog', 'aria-label': 'Search by image' } }}
        >
          {children}
        </Popover>
      )}
    </MuiTheme>
  )
}
