import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo, type ComponentType } from 'react'
import { expect, waitFor } from 'storybook/test'
import { OVERLAYS, type OverlayName } from '../test/fixtures/host-dialogs/names.js'
import {
  loadOverlay,
  schemeToTell,
  type OverlayProps,
} from '../test/fixtures/host-dialogs/index.js'
import type { Scheme } from '../test/fixtures/host-sheets/useHostPage.js'
import { Frozen, loadPreview } from './lib/Frozen.js'
import { gallery } from '../test/fixtures/gallery.js'

interface OpenProps {
  /** The popover or dialog around the uploader. It takes its width from its content. */
  kind: OverlayName
  scheme: Scheme
  /** Name of the shown state. */
  state: string
  Overlay?: ComponentType<OverlayProps>
  preview?: string
}

function Open({ kind, scheme, state, Overlay, preview = '' }: OpenProps) {
  const look = useMemo(() => gallery(preview).find(({ name }) => name === state), [preview, state])
  if (Overlay === undefined || look === undefined) return null
  return (
    <Overlay scheme={scheme}>
      <Frozen look={look} colorScheme={schemeToTell(kind, scheme)} />
    </Overlay>
  )
}

/**
 * The usual layout of image search: a button opens a popover or a dialog, whose width depends on
 * its content.
 */
const meta = {
  title: 'Host pages/Popovers and dialogs',
  component: Open,
  // Each dialog covers its page, so a docs page could show only one of them.
  tags: ['!autodocs'],
  argTypes: {
    kind: { control: 'select', options: OVERLAYS },
    scheme: { control: 'inline-radio', options: ['light', 'dark'] },
    state: { control: 'select', options: gallery('').map(({ name }) => name) },
  },
  args: { scheme: 'light', state: 'Ready' },
  parameters: {
    layout: 'fullscreen',
    controls: { exclude: ['Overlay', 'preview'] },
  },
  loaders: [loadPreview, async ({ args: { kind } }) => ({ Overlay: await loadOverlay(kind) })],
  render: (args, { loaded }) => (
    <Open
      {...args}
      Overlay={loaded.Overlay as ComponentType<OverlayProps>}
      preview={String(loaded.preview)}
    />
  ),
  // Searched in the page, because dialogs are rendered outside of the canvas.
  play: async () => {
    const shown = () =>
      document.querySelector('[data-part=root]')?.getBoundingClientRect().width ?? 0
    await waitFor(() => expect(shown()).toBeGreaterThan(280))
  },
} satisfies Meta<typeof Open>

export default meta
type Story = StoryObj<typeof meta>

export const NativeDialog: Story = { args: { kind: 'Native dialog' } }
export const NativeDialogDark: Story = { args: { kind: 'Native dialog', scheme: 'dark' } }
export const PopoverAttribute: Story = { args: { kind: 'Popover attribute' } }
export const PopoverAttributeDark: Story = { args: { kind: 'Popover attribute', scheme: 'dark' } }
export const RadixDialog: Story = { args: { kind: 'Radix Dialog' } }
export const RadixDialogDark: Story = { args: { kind: 'Radix Dialog', scheme: 'dark' } }
export const RadixPopover: Story = { args: { kind: 'Radix Popover' } }
export const RadixPopoverDark: Story = { args: { kind: 'Radix Popover', scheme: 'dark' } }
export const MuiDialog: Story = { args: { kind: 'MUI Dialog' } }
export const MuiDialogDark: Story = { args: { kind: 'MUI Dialog', scheme: 'dark' } }
export const MuiPopover: Story = { args: { kind: 'MUI Popover' } }
export const MuiPopoverDark: Story = { args: { kind: 'MUI Popover', scheme: 'dark' } }
export const AntdModal: Story = { args: { kind: 'antd Modal' } }
export const AntdModalDark: Story = { args: { kind: 'antd Modal', scheme: 'dark' } }
export const AntdPopover: Story = { args: { kind: 'antd Popover' } }
export const AntdPopoverDark: Story = { args: { kind: 'antd Popover', scheme: 'dark' } }
