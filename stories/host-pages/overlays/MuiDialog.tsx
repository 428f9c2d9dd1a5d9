import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import type { OverlayProps } from './index.js'
import { MuiTheme } from './MuiTheme.js'

export default function MuiDialog({ scheme, children }: OverlayProps) {
  return (
    <MuiTheme scheme={scheme}>
      <Dialog open transitionDuration={0} aria-labelledby="mui-title">
        <DialogTitle id="mui-title">Search by image</DialogTitle>
        <DialogContent>{children}</DialogContent>
      </Dialog>
    </MuiTheme>
  )
}
