import CssBaseline from '@mui/material/CssBaseline'
import { createTheme, ThemeProvider } from '@mui/material/styles'
import type { OverlayProps } from './index.js'

/** As MUI's documentation shows it: the dark palette, and no `enableColorScheme`. */
export const MuiTheme = ({ scheme, children }: OverlayProps) => (
  <ThemeProvider theme={createTheme({ palette: { mode: scheme } })}>
    <CssBaseline />
    {children}
  </ThemeProvider>
)
