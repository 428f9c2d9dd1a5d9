import Popover from 'antd/es/popover/index.js'
import { AntdTheme } from './AntdTheme.js'
import type { OverlayProps } from './index.js'
import { Opener } from './Opener.js'

export default function AntdPopover({ scheme, children }: OverlayProps) {
  return (
    <AntdTheme scheme={scheme}>
      <Popover open content={children} placement="bottomLeft" arrow={false}>
        <Opener />
      </Popover>
    </AntdTheme>
  )
}
