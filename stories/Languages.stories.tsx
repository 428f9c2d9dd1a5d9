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
  /** A language, or parts of one. */
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
 * English is built in; the package has Korean and Japanese. Your own language is an object of type
 * `Messages`. You may pass only some texts; the others are English. The language is never detected
 * at run time, so server and browser always render the same text.
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
    // A placeholder without a value would be shown with its braces.
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
 * A right-to-left language of the host app. Rows, bars and buttons are mirrored; dimensions and
 * file names keep their own direction.
 */
export const Arabic: Story = { ...speaks(ar), args: { messages: ar, dir: 'rtl' } }
/** Two texts of your own; the others are English. */
export const OwnWords: Story = {
  args: {
    messages: { prompt: { title: 'Find this lamp' }, status: { success: 'Looking for lamps' } },
  },
}
