import Popover from 'antd/es/popover/index.js'
import { useState } from 'react'
import { AntdTheme } from './AntdTheme.js'
import type { OverlayProps } from './index.js'
import { Opener } from './Opener.js'

export default function AntdPopover({ scheme, children }: OverlayProps) {
  const [open, setOpen] = useState(true)
  return (
    <AntdTheme scheme={scheme}>
      <Popover open={open} onOpenChange={setOpen} trigger="click" content={children} placement="bottomLeft" arrow={false}>
        <Opener />
      </Popover>
    </AntdTheme>
  )
}
