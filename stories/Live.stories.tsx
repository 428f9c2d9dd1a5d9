import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo } from 'react'
import { expect, within } from 'storybook/test'
import { heicDecoder } from '../src/heic/index.js'
import {
  SearchImageUploader,
  useRemainingTime,
  useSearchImageUpload,
  type Uploader,
} from '../src/index.js'
import type { AllProps, LookProps } from '../src/react/props.js'
import { splitProps } from '../src/react/splitProps.js'
import { createTestImage } from '../src/testing/index.js'
import { choose, untilStatus } from './lib/choose.js'
import { isLive, Simulated, simulatedUploader } from './lib/live.js'

/** From the types alone, Storybook would show a JSON editor for each optional prop. */
const toggle = { control: 'boolean' } as const
const number = { control: 'number' } as const
const argTypes = {
  variant: { control: 'inline-radio', options: ['card', 'compact'] },
  paste: { control: 'inline-radio', options: ['focus', 'page', false] },
  capture: { control: 'inline-radio', options: [undefined, 'environment', 'user'] },
  fileName: { control: 'inline-radio', options: ['generated', 'original'] },
  compressor: { control: 'inline-radio', options: ['native', 'browser-image-compression'] },
  accept: { control: 'check', options: ['jpeg', 'png', 'webp', 'heic'] },
  dropOnPage: toggle,
  guardPage: toggle,
  disabled: toggle,
  readOnly: toggle,
  required: toggle,
  autoUpload: toggle,
  keepMetadata: toggle,
  maxSize: number,
  maxInputSize: number,
  minWidth: number,
  minHeight: number,
  maxDimension: number,
  maxPixels: number,
  quality: { control: { type: 'range', min: 0.1, max: 0.89, step: 0.01 } },
} as const satisfies Meta<typeof SearchImageUploader>['argTypes']

const meta = {
  title: 'Live',
  component: SearchImageUploader,
  args: { endpoint: '/api/search-image' },
  argTypes,
} satisfies Meta<typeof SearchImageUploader>

export default meta
type Story = StoryObj<typeof meta>

function ScriptedUpload(args: AllProps) {
  const control = useMemo(() => simulatedUploader(args.autoUpload), [args.autoUpload])
  return (
    <Simulated>
      <SearchImageUploader {...splitProps(args).look} control={control} />
    </Simulated>
  )
}

/**
 * Drop an image: it is validated, made smaller, uploaded to a real service on another origin, and
 * confirmed.
 */
export const Upload: Story = {
  // For previews of HEIC in browsers that cannot draw it; loaded with the first such image.
  args: { heicDecoder },
  render: (args) => (isLive ? <SearchImageUploader {...args} /> : <ScriptedUpload {...args} />),
}

function Manual({ control, look }: { control: Uploader; look: LookProps }) {
  const { state, upload } = useSearchImageUpload({ control })
  const left = useRemainingTime(control)
  return (
    <div style={{ display: 'grid', gap: '1rem', justifyItems: 'start' }}>
      <div style={{ width: '100%' }}>
        <SearchImageUploader {...look} control={control} />
      </div>
      <button type="button" onClick={upload} disabled={state.status !== 'ready'}>
        Search with this image{left === null ? '' : ` (link: ${left} s)`}
      </button>
    </div>
  )
}

function LiveManual(args: AllProps) {
  const { look, options } = splitProps(args)
  const { control } = useSearchImageUpload(options)
  return <Manual control={control} look={look} />
}

function ScriptedManual(args: AllProps) {
  const control = useMemo(() => simulatedUploader(args.autoUpload), [args.autoUpload])
  return (
    <Simulated>
      <Manual control={control} look={splitProps(args).look} />
    </Simulated>
  )
}

/**
 * `autoUpload: false` stops when image and link are ready. Links expire after 20 seconds here. Wait
 * until one has expired, then start the upload: the uploader renews a link that has expired or has
 * less than 10 seconds left.
 */
export const ManualStart: Story = {
  name: 'Manual start, short-lived links',
  args: { endpoint: '/api/short-lived', autoUpload: false },
  render: (args) => (isLive ? <LiveManual {...args} /> : <ScriptedManual {...args} />),
}

/** The first story as a test; not in the sidebar. */
export const UploadEndToEnd: Story = {
  ...Upload,
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement }) => {
    await choose(
      canvasElement,
      await createTestImage({ format: 'jpeg', width: 2600, height: 1800, name: 'image.jpg' }),
    )
    await untilStatus(canvasElement, 'success')
    const field = canvasElement.querySelector<HTMLSelectElement>('[data-part=field]')
    await expect(field?.value).toMatch(/^images\/.+\.jpg$/)
  },
}

/** The second story as a test; not in the sidebar. */
export const ManualStartEndToEnd: Story = {
  ...ManualStart,
  tags: ['!dev', '!autodocs'],
  args: { ...ManualStart.args, variant: 'compact' },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('[data-part=root]')).toHaveAttribute(
      'data-variant',
      'compact',
    )
    const button = within(canvasElement).getByRole('button', { name: /Search with this image/ })
    await expect(button).toBeDisabled()
    const seen: string[] = []
    const observer = new MutationObserver(() => seen.push(button.textContent))
    observer.observe(button, { childList: true, characterData: true, subtree: true })
    await choose(canvasElement, await createTestImage({ width: 400, height: 300 }))
    await untilStatus(canvasElement, 'ready')
    button.click()
    await untilStatus(canvasElement, 'success')
    observer.disconnect()
    await expect(seen.join()).toMatch(/link: (1\d|20) s/)
  },
}
