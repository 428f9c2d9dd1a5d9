import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo } from 'react'
import { expect } from 'storybook/test'
import { SearchImageUploader, type UploadStatus } from '../src/index.js'
import { createTestImage, stubUploader } from '../src/testing/index.js'
import { sampleStates } from '../test/fixtures/samples.js'

interface FrozenProps {
  /** The step of the pipeline. */
  status: UploadStatus
  /** Object URL of the preview. */
  preview?: string
}

function Frozen({ status, preview = '' }: FrozenProps) {
  const control = useMemo(
    () => stubUploader({ state: sampleStates(preview)[status] }),
    [preview, status],
  )
  return <SearchImageUploader control={control} />
}

/** Each status, frozen by `stubUploader`, to look at and for axe. */
const meta = {
  title: 'Statuses',
  component: Frozen,
  loaders: [
    async () => ({
      preview: URL.createObjectURL(await createTestImage({ width: 640, height: 480 })),
    }),
  ],
  render: ({ status }, { loaded }) => <Frozen status={status} preview={String(loaded.preview)} />,
  play: async ({ args, canvasElement }) => {
    await expect(canvasElement.querySelector('[data-part=root]')).toHaveAttribute(
      'data-status',
      args.status,
    )
  },
} satisfies Meta<typeof Frozen>

export default meta
type Story = StoryObj<typeof meta>

export const Idle: Story = { args: { status: 'idle' } }
export const Checking: Story = { args: { status: 'checking' } }
export const Preparing: Story = { args: { status: 'preparing' } }
export const Requesting: Story = { args: { status: 'requesting' } }
export const Ready: Story = { args: { status: 'ready' } }
export const Uploading: Story = { args: { status: 'uploading' } }
export const Confirming: Story = { args: { status: 'confirming' } }
export const Waiting: Story = { args: { status: 'waiting' } }
export const Success: Story = { args: { status: 'success' } }
export const Failed: Story = { args: { status: 'error' } }
