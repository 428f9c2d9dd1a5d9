import Modal from 'antd/es/modal/index.js'
import { AntdTheme } from './AntdTheme.js'
import type { OverlayProps } from './index.js'

export default function AntdModal({ scheme, children }: OverlayProps) {
  return (
    <AntdTheme scheme={scheme}>
      <Modal open title="Search by image" footer={null}>
        {children}
      </Modal>
    </AntdTheme>
  )
}
