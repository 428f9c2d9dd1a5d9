import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo } from 'react'
import { expect } from 'storybook/test'
import { Frozen, loadPreview, Sheet } from './lib/Frozen.js'
import { gallery } from '../test/fixtures/gallery.js'

interface AllProps {
  variant?: 'card' | 'compact'
  scheme?: 'light' | 'dark'
  /** Width of each uploader, in CSS pixels. */
  width?: number
  /** Object URL of the sample image. */
  preview?: string
}

function All({ variant = 'card', scheme = 'light', width = 440, preview = '' }: AllProps) {
  const looks = useMemo(() => gallery(preview), [preview])
  return (
    <Sheet looks={looks} width={width} scheme={scheme} rowGap={variant === 'compact' ? 72 : 24}>
      {(look) => <Frozen look={look} variant={variant} />}
    </Sheet>
  )
}

/**
 * Every state. The box has the same size in each of them, so nothing around the uploader moves.
 */
const meta = {
  title: 'States',
  component: All,
  argTypes: {
    variant: { control: 'inline-radio', options: ['card', 'compact'] },
    scheme: { control: 'inline-radio', options: ['light', 'dark'] },
    width: { control: { type: 'range', min: 280, max: 720, step: 10 } },
  },
  args: { variant: 'card', scheme: 'light', width: 440 },
  parameters: { controls: { exclude: ['preview'] } },
  loaders: [loadPreview],
  render: (args, { loaded }) => <All {...args} preview={String(loaded.preview)} />,
  play: async ({ canvasElement }) => {
    const boxes = canvasElement.querySelectorAll<HTMLElement>('[data-part=surface]')
    const heights = new Set(Array.from(boxes, (box) => box.offsetHeight))
    await expect(boxes.length).toBeGreaterThan(30)
    await expect(heights.size).toBe(1)
  },
} satisfies Meta<typeof All>

export default meta
type Story = StoryObj<typeof meta>

export const Light: Story = {}
export const Dark: Story = { args: { scheme: 'dark' } }
/** 320 px: the narrowest phone, or a desktop page at 400 % zoom. */
export const Narrow: Story = { args: { width: 320 } }
/** One row, to stand beside a search box. Sentences are below it, over the following content. */
export const Compact: Story = { args: { variant: 'compact' } }
export const CompactDark: Story = { args: { variant: 'compact', scheme: 'dark' } }
