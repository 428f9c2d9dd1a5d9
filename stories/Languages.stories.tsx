import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo } from 'react'
import { expect } from 'storybook/test'
import type { Messages, PartialMessages } from '../src/index.js'
import { ja } from '../src/locales/ja.js'
import { ko } from '../src/locales/ko.js'
import { ar } from './lib/ar.js'
import { Frozen, loadPreview, Sheet } from './lib/Frozen.js'
import { gallery } from '../test/fixtures/gallery.js'

interface SpokenProps {
  /** A language, or any part of one. */
  messages?: PartialMessages
  dir?: 'ltr' | 'rtl'
  preview?: string
}

function Spoken({ messages = {}, dir = 'ltr', preview = '' }: SpokenProps) {
  const looks = useMemo(() => gallery(preview), [preview])
  return (
    <div dir={dir}>
      <Sheet looks={looks} width={400}>
        {(look) => <Frozen look={look} messages={messages} />}
      </Sheet>
    </div>
  )
}

/**
 * A language is an object that you pass: `import { ko } from 'search-image-uploader/locales/ko'`.
 * English is built in, Korean and Japanese come along; a language of your own is an object of type
 * `Messages`, and one sentence of it is enough: what you leave out is English. Nothing is looked up
 * at run time, so a server and a browser never disagree.
 */
const meta = {
  title: 'Languages',
  component: Spoken,
  parameters: { controls: { exclude: ['preview'] } },
  loaders: [loadPreview],
  render: (args, { loaded }) => <Spoken {...args} preview={String(loaded.preview)} />,
} satisfies Meta<typeof Spoken>

export default meta
type Story = StoryObj<typeof meta>

const speaks = (messages: Messages): Story => ({
  args: { messages },
  play: async ({ canvasElement }) => {
    const roots = Array.from(canvasElement.querySelectorAll('[data-part=root]'))
    await expect(roots.every((root) => root.getAttribute('lang') === messages.locale)).toBe(true)
    await expect(canvasElement.textContent).toContain(messages.prompt.title)
    // A placeholder that nothing filled would show its braces.
    await expect(canvasElement.textContent).not.toMatch(/[{}]/)
  },
})

export const English: Story = {
  play: async ({ canvasElement }) => {
    await expect(canvasElement.textContent).not.toMatch(/[{}]/)
  },
}
export const Korean: Story = speaks(ko)
export const Japanese: Story = speaks(ja)
/**
 * A language of the host, right to left: rows, bars and buttons follow; sizes and file names keep
 * their own direction.
 */
export const Arabic: Story = { ...speaks(ar), args: { messages: ar, dir: 'rtl' } }
/** Two texts of your own, the rest English. */
export const OwnWords: Story = {
  args: {
    messages: { prompt: { title: 'Find this lamp' }, status: { success: 'Looking for lamps' } },
  },
}
