import {
  MutationCache,
  QueryClient,
  QueryClientProvider,
  useIsMutating,
  type Mutation,
} from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { StrictMode, useLayoutEffect } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  isUploadError,
  MUTATION_KEY,
  type Uploader,
  type UploaderOptions,
} from '../../../src/core/index.js'
import { useSearchImageUpload } from '../../../src/react/useSearchImageUpload.js'

// A host app with its own React Query; a real endpoint on this origin, a real storage on another
// one.
const endpoint = '/api/search-image'

let jpeg: File
beforeAll(async () => {
  const response = await fetch('/corpus/jpeg/orient-6.jpg')
  jpeg = new File([await response.arrayBuffer()], 'orient-6.jpg', { type: 'image/jpeg' })
})
afterEach(cleanup)

/** The client of a host app that observes all its mutations, as error reporters do. */
function createHost() {
  const onMutate = vi.fn<(variables: unknown, mutation: Mutation<unknown, unknown>) => void>()
  const onSuccess = vi.fn<(data: unknown) => void>()
  const onError = vi.fn<(error: unknown) => void>()
  const mutationCache = new MutationCache({
    onMutate: (variables, mutation) => onMutate(variables, mutation),
    onSuccess: (data) => onSuccess(data),
    onError: (error) => onError(error),
  })
  const seen: number[] = []
  return {
    client: new QueryClient({ mutationCache }),
    mutationCache,
    onMutate,
    onSuccess,
    onError,
    seen,
  }
}

let control: Uploader

function View({ options }: { options: UploaderOptions }) {
  const upload = useSearchImageUpload(options)
  useLayoutEffect(() => {
    control = upload.control
  }, [upload.control])
  return <output>{upload.state.status}</output>
}

function Busy({ seen }: { seen: number[] }) {
  const uploading = useIsMutating({ mutationKey: [...MUTATION_KEY] })
  if (seen.at(-1) !== uploading) seen.push(uploading)
  return null
}

function mount(host: ReturnType<typeof createHost>, options: UploaderOptions) {
  render(
    <StrictMode>
      <QueryClientProvider client={host.client}>
        <Busy seen={host.seen} />
        <View options={options} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

const status = () => control.getSnapshot().status

test('useIsMutating counts the upload while it runs, and only then', async () => {
  const host = createHost()
  mount(host, { endpoint })
  expect(host.seen).toEqual([0])
  control.select(jpeg)
  await expect.poll(status).toBe('success')
  await expect.poll(() => host.seen).toEqual([0, 1, 0])
  expect(host.onMutate).toHaveBeenCalledOnce()
  expect(host.onError).not.toHaveBeenCalled()
})

test('the mutation has no file and no URL, and is removed when it has ended', async () => {
  const host = createHost()
  mount(host, { endpoint })
  control.select(jpeg)
  await expect.poll(() => host.onMutate.mock.calls.length).toBe(1)
  const mutation = host.onMutate.mock.calls[0]?.[1]
  expect(mutation?.options).toMatchObject({
    mutationKey: ['search-image-uploader'],
    retry: false,
    networkMode: 'always',
    gcTime: 0,
  })
  expect(mutation?.meta).toEqual({ sensitive: true })
  await expect.poll(status).toBe('success')
  expect(mutation?.state.variables).toBeUndefined()
  expect(mutation?.state.context).toBeUndefined()
  const [data] = host.onSuccess.mock.calls[0] ?? []
  expect(data).toMatchObject({ assetKey: expect.any(String) as unknown, confirmed: true })
  // Only keys, names and numbers: a file would be lost in JSON, a URL would be visible in it.
  expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  expect(JSON.stringify(data)).not.toMatch(/https?:|Signature|X-Amz/i)
  await expect.poll(() => host.mutationCache.getAll()).toEqual([])
})

test("a MutationCache's onError is called once for a failed upload", async () => {
  const host = createHost()
  mount(host, { requestPresignedUrl: () => Promise.resolve({ nonsense: true }) })
  control.select(jpeg)
  await expect.poll(status).toBe('error')
  expect(host.onError).toHaveBeenCalledOnce()
  const [error] = host.onError.mock.calls[0] ?? []
  expect(isUploadError(error) && error.code).toBe('endpoint-malformed')
  await expect.poll(() => host.seen).toEqual([0, 1, 0])
})

test.each([
  ['never end', () => new Promise<never>(() => {})],
  ['throw', () => Promise.reject(new Error('of the host'))],
])(
  'callbacks of the cache that %s neither delay nor change the outcome',
  async (_what, onSuccess) => {
    const errors: unknown[] = []
    const client = new QueryClient({ mutationCache: new MutationCache({ onSuccess }) })
    mount({ ...createHost(), client }, { endpoint, onError: (error) => errors.push(error) })
    control.select(jpeg)
    await expect.poll(status).toBe('success')
    expect(errors).toEqual([])
  },
)

test('a cancel resolves the mutation with null and is no error', async () => {
  const host = createHost()
  mount(host, { requestPresignedUrl: () => new Promise(() => {}) })
  control.select(jpeg)
  await expect.poll(() => host.seen).toEqual([0, 1])
  control.cancel()
  expect(status()).toBe('ready')
  await expect.poll(() => host.seen).toEqual([0, 1, 0])
  expect(host.onSuccess.mock.calls).toEqual([[null]])
  expect(host.onError).not.toHaveBeenCalled()
})

test('an unmount ends the mutation as a cancel does', async () => {
  const host = createHost()
  mount(host, { requestPresignedUrl: () => new Promise(() => {}) })
  control.select(jpeg)
  await expect.poll(() => host.mutationCache.getAll().length).toBe(1)
  cleanup()
  await expect.poll(() => host.mutationCache.getAll()).toEqual([])
  expect(host.onSuccess.mock.calls).toEqual([[null]])
})

test('preparing an image without an upload is no mutation; the upload is one', async () => {
  const host = createHost()
  mount(host, { endpoint, autoUpload: false })
  control.select(jpeg)
  await expect.poll(status).toBe('ready')
  expect(host.onMutate).not.toHaveBeenCalled()
  control.upload()
  await expect.poll(status).toBe('success')
  expect(host.onMutate).toHaveBeenCalledOnce()
})

test('a client that is given as an option is used instead of the nearest provider’s', async () => {
  const near = createHost()
  const far = createHost()
  mount(near, { endpoint, queryClient: far.client })
  control.select(jpeg)
  await expect.poll(status).toBe('success')
  expect(far.onMutate).toHaveBeenCalledOnce()
  expect(near.onMutate).not.toHaveBeenCalled()
})

test('without a provider everything works', async () => {
  render(
    <StrictMode>
      <View options={{ endpoint }} />
    </StrictMode>,
  )
  control.select(jpeg)
  await expect.poll(status).toBe('success')
})
