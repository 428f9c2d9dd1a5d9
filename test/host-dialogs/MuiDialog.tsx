import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useState } from 'react'
import type { OverlayProps } from './index.js'
import { MuiTheme } from './MuiTheme.js'

export default function MuiDialog({ scheme, children }: OverlayProps) {
  const [open, setOpen] = useState(true)
  return (
    <MuiTheme scheme={scheme}>
      <Dialog open={open} onClose={() => setOpen(false)} transitionDuration={0} aria-labelledby="mui-title">
        <DialogTitle id="mui-title">Search by image</DialogTitle>
        <DialogContent>{children}</DialogContent>
      </Dialog>
    </MuiTheme>
  )
}
