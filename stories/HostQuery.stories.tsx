import { QueryClient, QueryClientProvider, useIsMutating, useQuery } from '@tanstack/react-query'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo, useState } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { SearchImageUploader, type UploadedAsset } from '../src/index.js'
import { createTestImage } from '../src/testing/index.js'
import { choose, untilStatus } from './lib/choose.js'
import { isLive, Simulated, simulatedUploader } from './lib/live.js'

interface Found {
  readonly assetKey: string
  readonly width: number
  readonly height: number
  readonly previewUrl?: string
}

/** The search of the host app. Here the local service returns the one image that was searched. */
async function search(assetKey: string, signal: AbortSignal): Promise<Found[]> {
  if (!isLive) return [{ assetKey, width: 2048, height: 1536 }]
  const response = await fetch('/api/search-image/search', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ assetKey }),
    signal,
  })
  if (!response.ok) throw new Error(`The search answered ${response.status}`)
  const answer = (await response.json()) as { results: Found[] }
  return answer.results
}

function Results({ assetKey }: { assetKey: string }) {
  const { data, isPending, isError } = useQuery({
    queryKey: ['search', assetKey],
    queryFn: ({ signal }) => search(assetKey, signal),
  })
  if (isPending) return <p>Searching…</p>
  if (isError) return <p role="alert">The search failed.</p>
  return (
    <ul aria-label="Results">
      {data.map((found) => (
        <li key={found.assetKey}>
          {found.previewUrl === undefined ? null : (
            <img src={found.previewUrl} alt="" width={64} style={{ verticalAlign: 'middle' }} />
          )}{' '}
          {found.width} × {found.height}: {found.assetKey}
        </li>
      ))}
    </ul>
  )
}

function Host() {
  const [asset, setAsset] = useState<UploadedAsset | null>(null)
  const uploading = useIsMutating({ mutationKey: ['search-image-uploader'] })
  const scripted = useMemo(() => simulatedUploader(), [])
  return (
    <div style={{ display: 'grid', gap: '1rem' }}>
      {isLive ? (
        <SearchImageUploader endpoint="/api/search-image" onValueChange={setAsset} />
      ) : (
        <SearchImageUploader control={scripted} onValueChange={setAsset} />
      )}
      <output aria-label="Uploads under way">
        {uploading === 0 ? 'No upload under way' : `${uploading} under way`}
      </output>
      {asset === null ? <p>Results appear here.</p> : <Results assetKey={asset.assetKey} />}
    </div>
  )
}

/**
 * A host app with TanStack Query: its `useIsMutating` sees the upload, and a `useQuery` searches
 * with the asset key.
 */
const meta = {
  title: 'Host app with React Query',
  component: Host,
  decorators: [
    (Story) => {
      const client = useMemo(
        () => new QueryClient({ defaultOptions: { queries: { retry: false } } }),
        [],
      )
      return (
        <QueryClientProvider client={client}>
          <Simulated>
            <Story />
          </Simulated>
        </QueryClientProvider>
      )
    },
  ],
} satisfies Meta<typeof Host>

export default meta
type Story = StoryObj<typeof meta>

/** Drop an image and watch the two lines below the uploader. */
export const SearchByImage: Story = {}

/** The story as a test; not in the sidebar. */
export const SearchByImageEndToEnd: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const seen: string[] = []
    const line = canvas.getByLabelText('Uploads under way')
    const observer = new MutationObserver(() => seen.push(line.textContent))
    observer.observe(line, { childList: true, characterData: true, subtree: true })
    await choose(canvasElement, await createTestImage({ width: 640, height: 480 }))
    await untilStatus(canvasElement, 'success')
    const results = await canvas.findByRole('list', { name: 'Results' })
    await expect(results).toHaveTextContent(/640 × 480/)
    await waitFor(() => expect(line).toHaveTextContent('No upload under way'))
    observer.disconnect()
    await expect(seen).toContain('1 under way')
  },
}
