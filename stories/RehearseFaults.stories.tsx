import type { Meta, StoryObj } from '@storybook/react-vite'
import { useEffect, useMemo, useState } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { uploadError } from '../src/core/errors.js'
import { SearchImageUploader } from '../src/index.js'
import { COMPLETE_FAULTS, PRESIGN_FAULTS } from '../src/testing/faults/call-faults.js'
import { PREFLIGHT_FAULTS, PUT_FAULTS } from '../src/testing/faults/put-faults.js'
import { createTestImage, stubUploader } from '../src/testing/index.js'
import { choose, untilStatus } from './lib/choose.js'
import { isLive, Simulated, simulatedUploader } from './lib/live.js'

/** One endpoint per page, so two open pages do not get each other's faults. */
const endpoint = `/api/rehearsal/${Math.random().toString(36).slice(2)}`

/**
 * Where a fault happens, and the names of the faults. The requests for the link and the outcome
 * fail at the host app's endpoint, the upload fails at the storage.
 */
const PLACES = [
  { phase: 'put', label: 'Upload', at: 'service', faults: PUT_FAULTS },
  { phase: 'preflight', label: 'Preflight of the upload', at: 'service', faults: PREFLIGHT_FAULTS },
  { phase: 'presign', label: 'Link', at: 'endpoint', faults: PRESIGN_FAULTS },
  { phase: 'complete', label: 'Outcome', at: 'endpoint', faults: COMPLETE_FAULTS },
] as const

const WELL = 'none'
const FAULTS = [
  WELL,
  ...PLACES.flatMap(({ phase, faults }) => Object.keys(faults).map((name) => `${phase}: ${name}`)),
]

/**
 * `put: response-lost` → `{ service: { put: 'response-lost' } }`, for every call until the next
 * selection.
 */
function faultsFor(fault: string): object {
  const place = PLACES.find(({ phase }) => fault.startsWith(`${phase}: `))
  return place ? { [place.at]: { [place.phase]: fault.slice(place.phase.length + 2) } } : {}
}

async function rehearse(fault: string): Promise<void> {
  if (!isLive) return
  const answer = await fetch(`${endpoint}/faults`, {
    method: 'POST',
    body: JSON.stringify(faultsFor(fault)),
  })
  if (!answer.ok) throw new Error(`the service answered ${answer.status}`)
}

interface RehearsalProps {
  /** Name of the fault, with the call that it affects. */
  fault?: string
  variant?: 'card' | 'compact'
  /** `false`: stops before the upload. */
  autoUpload?: boolean
  /** Length of each timeout in milliseconds; the defaults are 15 to 60 s. */
  patience?: number
}

function Rehearsal({ fault = WELL, patience = 5000, ...look }: RehearsalProps) {
  const [chosen, setChosen] = useState(fault)
  const [said, setSaid] = useState('')
  useEffect(() => {
    let isShown = true
    rehearse(chosen).then(
      () =>
        isShown &&
        setSaid(
          chosen === WELL ? 'The service behaves well.' : `The service is ready for “${chosen}”.`,
        ),
      (error: unknown) => isShown && setSaid(String(error)),
    )
    return () => {
      isShown = false
    }
  }, [chosen])
  const timeouts = { request: patience, stall: patience, answer: patience }
  return (
    <div style={{ display: 'grid', gap: '0.75rem', font: '1rem/1.5 system-ui, sans-serif' }}>
      <label style={{ display: 'grid', gap: '0.25rem', justifyItems: 'start' }}>
        What goes wrong
        <select
          value={chosen}
          onChange={({ target }) => setChosen(target.value)}
          style={{ font: 'inherit', maxInlineSize: '100%' }}
        >
          <option>{WELL}</option>
          {PLACES.map(({ phase, label, faults }) => (
            <optgroup key={phase} label={label}>
              {Object.keys(faults).map((name) => (
                <option key={name} value={`${phase}: ${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <output>{said}</output>
      {isLive ? (
        <SearchImageUploader endpoint={endpoint} timeouts={timeouts} {...look} />
      ) : (
        <Scripted {...look} isWell={chosen === WELL} />
      )}
    </div>
  )
}

/** Without a server, faults cannot happen: each of them is shown as a lost connection. */
function Scripted({ isWell, autoUpload, ...look }: RehearsalProps & { isWell: boolean }) {
  const control = useMemo(
    () => (isWell ? simulatedUploader(autoUpload) : failingUploader(autoUpload)),
    [isWell, autoUpload],
  )
  return <SearchImageUploader control={control} {...look} />
}

const failingUploader = (autoUpload?: boolean) =>
  stubUploader({
    rejects: uploadError('network', 'upload', 'try-again', { offline: false }),
    autoUpload,
  })

/**
 * Select what goes wrong, then an image: the host app's endpoint or the storage misbehaves, down to
 * the socket, and you see what your users would see. `docs/rehearse-faults.md` describes each fault
 * and how to use it in your own tests.
 */
const meta = {
  title: 'Rehearse faults',
  component: Rehearsal,
  args: { fault: 'put: response-lost', variant: 'card', autoUpload: true, patience: 5000 },
  argTypes: {
    fault: { control: 'select', options: FAULTS },
    variant: { control: 'inline-radio', options: ['card', 'compact'] },
    patience: { control: { type: 'range', min: 1000, max: 30_000, step: 1000 } },
  },
  render: (args) => (
    <Simulated>
      <Rehearsal key={args.fault} {...args} />
    </Simulated>
  ),
} satisfies Meta<typeof Rehearsal>

export default meta
type Story = StoryObj<typeof meta>

export const Rehearse: Story = { name: 'Choose a fault' }

/**
 * The story as a test; not in the sidebar. A lost response has no effect; a rejected sign-in is
 * shown as such; then the service behaves well again.
 */
export const RehearseEndToEnd: Story = {
  tags: ['!dev', '!autodocs'],
  args: { variant: 'compact' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const root = () => canvasElement.querySelector('[data-part=root]')
    const image = await createTestImage({ width: 640, height: 480 })
    const select = canvas.getByLabelText('What goes wrong')
    await canvas.findByText('The service is ready for “put: response-lost”.')
    await expect(root()).toHaveAttribute('data-variant', 'compact')
    await choose(canvasElement, image)
    await untilStatus(canvasElement, 'success')

    await userEvent.selectOptions(select, 'presign: 401')
    await canvas.findByText('The service is ready for “presign: 401”.')
    await choose(canvasElement, image)
    await untilStatus(canvasElement, 'error')
    await waitFor(() => expect(root()).toHaveTextContent('sign in first'))

    await userEvent.selectOptions(select, WELL)
    await canvas.findByText('The service behaves well.')
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await untilStatus(canvasElement, 'success')
  },
}
