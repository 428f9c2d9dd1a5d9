import Modal from 'antd/es/modal/index.js'
import { useState } from 'react'
import { AntdTheme } from './AntdTheme.js'
import type { OverlayProps } from './index.js'

export default function AntdModal({ scheme, children }: OverlayProps) {
  const [open, setOpen] = useState(true)
  return (
    <AntdTheme scheme={scheme}>
      <Modal open={open} onCancel={() => setOpen(false)} title="Search by image" footer={null}>
        {children}
      </Modal>
    </AntdTheme>
  )
}
