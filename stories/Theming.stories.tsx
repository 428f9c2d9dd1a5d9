import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo, type CSSProperties } from 'react'
import { expect } from 'storybook/test'
import { Frozen, loadPreview } from './lib/Frozen.js'
import { gallery } from '../test/fixtures/gallery.js'

type Variables = { readonly [K in `--siu-${string}`]?: string }

interface ThemedProps {
  /** The CSS variables, on any element around the uploader. */
  variables?: Variables
  /** `color-scheme` of the page around it. */
  page?: CSSProperties
  preview?: string
}

const SHOWN = [
  'Invitation',
  'Uploading',
  'Ready, last minute',
  'Uploaded',
  'Failed: connection',
  'Rejected: too small',
]

function Themed({ variables = {}, page = {}, preview = '' }: ThemedProps) {
  const looks = useMemo(
    () => gallery(preview).filter(({ name }) => SHOWN.includes(name)),
    [preview],
  )
  return (
    <div style={{ padding: 24, font: '1rem/1.5 system-ui, sans-serif', ...page, ...variables }}>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(440px, 100%), 1fr))',
          gap: 20,
        }}
      >
        {looks.map((look) => (
          <Frozen key={look.name} look={look} />
        ))}
      </div>
    </div>
  )
}

/**
 * Ten variables on any element around the uploader, and the page's own `color-scheme`. Text on the
 * accent colour becomes black or white automatically. For more, `classNames` adds your class to a
 * part; your class wins over our rules.
 */
const meta = {
  title: 'Theming',
  component: Themed,
  parameters: { layout: 'fullscreen', controls: { exclude: ['preview'] } },
  loaders: [loadPreview],
  render: (args, { loaded }) => <Themed {...args} preview={String(loaded.preview)} />,
} satisfies Meta<typeof Themed>

export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = { args: { page: { background: '#fff' } } }

/** Only `color-scheme: dark` on the page. */
export const Dark: Story = { args: { page: { background: '#0f1115', colorScheme: 'dark' } } }

/** A dark search engine: one green, round corners, faint borders. */
export const SearchEngine: Story = {
  args: {
    page: {
      background: '#101418',
      colorScheme: 'dark',
      fontFamily: 'ui-rounded, system-ui, sans-serif',
    },
    variables: {
      '--siu-accent': 'oklch(84% 0.19 152)',
      '--siu-surface': '#1a2027',
      '--siu-text': '#f3f6f8',
      '--siu-muted': '#a5b1bd',
      '--siu-border': '#748494',
      '--siu-radius': '24px',
    },
  },
}

/** A shop: beige and black, square corners. */
export const Shop: Story = {
  args: {
    page: { background: '#f3ede4', fontFamily: 'Georgia, "Noto Serif", serif' },
    variables: {
      '--siu-accent': '#1d1a16',
      '--siu-surface': '#fffcf7',
      '--siu-text': '#1d1a16',
      '--siu-muted': '#6a6056',
      '--siu-border': '#8c8073',
      '--siu-danger': '#a3231b',
      '--siu-success': '#2c6a3f',
      '--siu-warning': '#8a5300',
      '--siu-radius': '0px',
    },
  },
  play: async ({ canvasElement }) => {
    const surface = canvasElement.querySelector('[data-part=surface]')
    await expect(surface && getComputedStyle(surface).borderRadius).toBe('0px')
  },
}
