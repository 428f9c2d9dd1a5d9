import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo } from 'react'
import { expect } from 'storybook/test'
import type { HostSheet } from '../test/fixtures/host-sheets/index.js'
import { SHEETS, type SheetName } from './host-pages/names.js'
import { loadSheet, SheetPage } from './host-pages/SheetPage.js'
import type { Order, Scheme } from '../test/fixtures/host-sheets/useHostPage.js'
import { Frozen, loadPreview } from './lib/Frozen.js'
import { gallery } from '../test/fixtures/gallery.js'

interface PageProps {
  /** The style sheet of another package. */
  name: SheetName
  scheme: Scheme
  /** Whether it is loaded before our style sheet or after it. */
  order: Order
  sheet?: HostSheet
  preview?: string
}

function Page({ scheme, order, sheet, preview = '' }: PageProps) {
  const looks = useMemo(() => gallery(preview), [preview])
  if (sheet === undefined) return null
  return (
    <SheetPage sheet={sheet} scheme={scheme} order={order} looks={looks}>
      {(look, variant, colorScheme) => (
        <Frozen look={look} variant={variant} colorScheme={colorScheme} />
      )}
    </SheetPage>
  )
}

/**
 * The uploader in pages whose style sheets apply to every `button`, `p`, `img`, `svg` and `input`.
 * It must look as in a page without them.
 */
const meta = {
  title: 'Host pages/Style sheets',
  component: Page,
  // Not on one docs page, where all sheets would apply together.
  tags: ['!autodocs'],
  argTypes: {
    name: { control: 'select', options: SHEETS },
    scheme: { control: 'inline-radio', options: ['light', 'dark'] },
    order: { control: 'inline-radio', options: ['before', 'after'] },
  },
  args: { scheme: 'light', order: 'after' },
  parameters: {
    layout: 'fullscreen',
    controls: { exclude: ['sheet', 'preview'] },
  },
  loaders: [loadPreview, async ({ args: { name } }) => ({ sheet: await loadSheet(name) })],
  render: (args, { loaded }) => (
    <Page {...args} sheet={loaded.sheet as HostSheet} preview={String(loaded.preview)} />
  ),
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll('[data-part=root]')).toHaveLength(6)
    for (const input of canvasElement.querySelectorAll('input[type=file]'))
      await expect(input).not.toBeVisible()
  },
} satisfies Meta<typeof Page>

export default meta
type Story = StoryObj<typeof meta>

export const Tailwind3: Story = { args: { name: 'Tailwind 3.3 preflight' } }
export const Tailwind3Dark: Story = { args: { name: 'Tailwind 3.3 preflight', scheme: 'dark' } }
export const Tailwind4: Story = { args: { name: 'Tailwind 4' } }
export const Tailwind4Dark: Story = { args: { name: 'Tailwind 4', scheme: 'dark' } }
export const Bootstrap: Story = { args: { name: 'Bootstrap' } }
export const BootstrapDark: Story = { args: { name: 'Bootstrap', scheme: 'dark' } }
export const Antd: Story = { args: { name: 'antd reset' } }
export const AntdDark: Story = { args: { name: 'antd reset', scheme: 'dark' } }
export const Mui: Story = { args: { name: 'MUI CssBaseline' } }
export const MuiDark: Story = { args: { name: 'MUI CssBaseline', scheme: 'dark' } }
export const Bulma: Story = { args: { name: 'Bulma' } }
export const BulmaDark: Story = { args: { name: 'Bulma', scheme: 'dark' } }
export const Pico: Story = { args: { name: 'Pico' } }
export const PicoDark: Story = { args: { name: 'Pico', scheme: 'dark' } }
export const Typography: Story = { args: { name: 'Typography of Tailwind 3' } }
export const TypographyDark: Story = { args: { name: 'Typography of Tailwind 3', scheme: 'dark' } }
export const GitHubMarkdown: Story = { args: { name: 'GitHub markdown' } }
export const GitHubMarkdownDark: Story = { args: { name: 'GitHub markdown', scheme: 'dark' } }
export const WordPress: Story = { args: { name: 'WordPress content' } }
export const WordPressDark: Story = { args: { name: 'WordPress content', scheme: 'dark' } }
