import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { createTestImage } from '../src/testing/index.js'
import { choose, untilStatus } from './lib/choose.js'
import { Simulated } from './lib/live.js'
import { BesideSearchBox, Headless, OwnLayout, SharedUpload } from './recipes/Views.js'
import { PlainForm, ReactHookForm, TanStackForm } from './recipes/Forms.js'

/** Each recipe is a whole component to copy, and is tested with a real file. */
const meta = {
  title: 'Recipes',
  decorators: [
    (Story) => (
      <Simulated>
        <div style={{ maxInlineSize: 520, font: '1rem/1.5 system-ui, sans-serif' }}>
          <Story />
        </div>
      </Simulated>
    ),
  ],
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const image = () => createTestImage({ format: 'jpeg', width: 900, height: 600, name: 'image.jpg' })

/**
 * An empty form is not submitted, and the uploader says why; an uploaded image is submitted as its
 * asset key.
 */
const submits: NonNullable<Story['play']> = async ({ canvasElement }) => {
  const canvas = within(canvasElement)
  await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
  await expect(
    await canvas.findByText(/Choose an image to search|An image is required/, {
      selector: '[data-part=hint] *, [role=status] *, p',
    }),
  ).toBeVisible()
  await choose(canvasElement, await image())
  await untilStatus(canvasElement, 'success')
  await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
  await expect(await canvas.findByText(/^Saved images\//)).toBeVisible()
}

/**
 * With a `name` it is a form field. `required`, a disabled fieldset and a reset of the form work as
 * with native fields.
 */
export const InAForm: Story = { render: () => <PlainForm />, play: submits }
export const WithReactHookForm: Story = { render: () => <ReactHookForm />, play: submits }
export const WithTanStackForm: Story = { render: () => <TanStackForm />, play: submits }

const uploads: NonNullable<Story['play']> = async ({ canvasElement }) => {
  await choose(canvasElement, await image())
  await untilStatus(canvasElement, 'success')
}

/** One row, with the search box; an image may be dropped or pasted anywhere on the page. */
export const BesideASearchBox: Story = { render: () => <BesideSearchBox />, play: uploads }

/** The hook alone: state, actions and prop getters, with your own markup. */
export const HeadlessHook: Story = {
  render: () => <Headless />,
  play: async ({ canvasElement }) => {
    await choose(canvasElement, await image())
    await expect(await within(canvasElement).findByText(/^Done: images\//)).toBeVisible()
  },
}

/** The parts in another order, without some of them, with classes of the host app. */
export const PartsInYourOrder: Story = { render: () => <OwnLayout />, play: uploads }

/** One `control` for several views: the image here, its progress in the header of the page. */
export const SeveralViews: Story = {
  render: () => <SharedUpload />,
  play: async (context) => {
    await uploads(context)
    const head = within(context.canvasElement).getByRole('status', { name: 'Upload' })
    await waitFor(() => expect(head).toHaveTextContent('Image ready'))
  },
}
