import ConfigProvider from 'antd/es/config-provider/index.js'
import theme from 'antd/es/theme/index.js'
import { useHostPage } from '../host-sheets/useHostPage.js'
import type { OverlayProps } from './index.js'
import { PLAIN } from './plain.js'

const ALGORITHMS = { light: theme.defaultAlgorithm, dark: theme.darkAlgorithm }
/** antd colours its own parts and leaves the page to the host. */
const PAGES = { light: PLAIN, dark: { ...PLAIN, css: 'body { background: #141414 }' } }

export function AntdTheme({ scheme, children }: OverlayProps) {
  useHostPage(PAGES[scheme], 'light', 'after')
  return <ConfigProvider theme={{ algorithm: ALGORITHMS[scheme], token: { motion: false } }}>{children}</ConfigProvider>
}
