// The options of the endpoint: what arrives there, and that none of it is sent to the storage.
import type { Page } from '@playwright/test'
import { expect, imageFile, test, type Backend } from './fixtures.ts'

const IMAGE = imageFile('jpeg/orient-6.jpg')

/** The calls of the page to its endpoint, without preflights, each with one header. */
const sent = (backend: Backend, header: string) =>
  backend.requests
    .filter(({ method }) => method === 'POST')
    .map(({ call, headers }) => [call, headers[header]])

const upload = async ({
  host,
}: {
  host: { choose(path: string): Promise<void>; status(): Promise<string | undefined> }
}) => {
  await host.choose(IMAGE)
  await expect.poll(() => host.status()).toBe('success')
}

const both = (value: string | undefined) => [
  ['presigned-url', value],
  ['complete', value],
]

/**
 * Only what the link was signed for: no cookie and no header of the host app, also none that a
 * preflight requests.
 */
function expectBareUpload({ service }: Backend): void {
  const [preflight, put] = service.requests.filter(
    ({ kind }) => kind === 'preflight' || kind === 'put',
  )
  expect(put).toMatchObject({ kind: 'put', response: 200, credentials: [] })
  expect(preflight?.headers['access-control-request-headers']).toBe('content-type')
  expect(preflight?.credentials).toEqual([])
}

const addCookie = (page: Page) =>
  page.evaluate(() => {
    document.cookie = 'session=of-the-host'
  })

test('`headers` as an object are sent with both calls and never to the storage', async ({
  host,
  backend,
}) => {
  await host.mount({
    props: { headers: { 'X-CSRF-Token': 'token-1', Authorization: 'Bearer host' } },
  })
  await upload({ host })
  expect(sent(backend, 'x-csrf-token')).toEqual(both('token-1'))
  expect(sent(backend, 'authorization')).toEqual(both('Bearer host'))
  expect(sent(backend, 'content-type')).toEqual(both('application/json'))
  expectBareUpload(backend)
})

test('`headers` as an async function is called for each request', async ({
  host,
  backend,
  page,
}) => {
  await host.open()
  await page.evaluate(() => {
    let asked = 0
    window.host.mount({ props: { headers: () => Promise.resolve({ 'X-Asked': String(++asked) }) } })
  })
  await upload({ host })
  expect(sent(backend, 'x-asked')).toEqual([
    ['presigned-url', '1'],
    ['complete', '2'],
  ])
  expectBareUpload(backend)
})

test('the storage’s record would show credentials in an upload', async ({
  host,
  backend,
  page,
}) => {
  await host.mount()
  await addCookie(page)
  const { storageOrigin } = backend
  // No preflight that requests `authorization` is granted; cookies need none.
  await page.evaluate(
    (url) => fetch(url, { credentials: 'include', mode: 'no-cors' }),
    `${storageOrigin}/anything`,
  )
  expect(backend.service.requests.map(({ credentials }) => credentials)).toEqual([['cookie']])
})

test.describe('`credentials`', () => {
  test('by default cookies are sent to the own origin and not to the storage', async ({
    host,
    backend,
    page,
  }) => {
    await host.mount()
    await addCookie(page)
    await upload({ host })
    expect(sent(backend, 'cookie')).toEqual(both('session=of-the-host'))
    expectBareUpload(backend)
  })
  test('`omit` sends none', async ({ host, backend, page }) => {
    await host.mount({ props: { credentials: 'omit' } })
    await addCookie(page)
    await upload({ host })
    expect(sent(backend, 'cookie')).toEqual(both(undefined))
  })
  for (const [credentials, cookie] of [
    [undefined, undefined],
    ['include', 'session=of-the-host'],
  ] as const) {
    test(`${credentials ?? 'the default'} at an endpoint of another origin`, async ({
      host,
      backend,
      page,
    }) => {
      await host.mount({
        props: { endpoint: backend.endpoint, ...(credentials ? { credentials } : {}) },
      })
      await addCookie(page)
      await upload({ host })
      expect(sent(backend, 'cookie')).toEqual(both(cookie))
      expectBareUpload(backend)
    })
  }
})

test('`fetch` gets only the calls to the endpoint, with strict options', async ({ host, page }) => {
  await host.open()
  await page.evaluate(() => {
    const calls: unknown[] = []
    Object.assign(window, { calls })
    const ownFetch: typeof fetch = (url, init = {}) => {
      calls.push({
        url,
        method: init.method,
        redirect: init.redirect,
        cache: init.cache,
        referrerPolicy: init.referrerPolicy,
      })
      return fetch(url, init)
    }
    window.host.mount({ props: { fetch: ownFetch } })
  })
  await upload({ host })
  const strict = {
    method: 'POST',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  }
  expect(await page.evaluate(() => (window as unknown as { calls: unknown[] }).calls)).toEqual([
    { url: '/api/search-image/presigned-url', ...strict },
    { url: '/api/search-image/complete', ...strict },
  ])
})

test('no call contains the page’s address, and none uses a cache', async ({
  host,
  backend,
  page,
}) => {
  await host.mount()
  // An address that the default referrer policy would send to the same origin.
  await page.evaluate(() => history.replaceState(null, '', '/?query=private'))
  await upload({ host })
  expect(sent(backend, 'referer')).toEqual(both(undefined))
  expect(sent(backend, 'cache-control')).toEqual(both('no-cache'))
})

test('a trailing slash of `endpoint` has no effect', async ({ host, backend, page }) => {
  const paths: string[] = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  await host.mount({ props: { endpoint: '/api/search-image//' } })
  await upload({ host })
  expect(backend.requests.map(({ call }) => call)).toEqual(['presigned-url', 'complete'])
  expect(paths.filter((path) => path.startsWith('/api/'))).toEqual([
    '/api/search-image/presigned-url',
    '/api/search-image/complete',
  ])
})

test.describe('functions in place of `endpoint`', () => {
  const mountFunctions = (page: Page, withConfirm: boolean) =>
    page.evaluate((confirms) => {
      const given: unknown[] = []
      Object.assign(window, { given })
      const post = async (call: string, body: object, signal: AbortSignal) => {
        const headers = { 'Content-Type': 'application/json' }
        const response = await fetch(`/api/search-image/${call}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
          signal,
        })
        return (await response.json()) as unknown
      }
      window.host.mount({
        props: {
          requestPresignedUrl: ({ signal, ...request }) => {
            given.push(request)
            return post('presigned-url', request, signal)
          },
          ...(confirms && {
            confirmUpload: ({ signal, ...request }) => {
              given.push({
                ...request,
                receipt: typeof request.receipt,
                signal: signal instanceof AbortSignal,
              })
              return post('complete', request, signal)
            },
          }),
        },
      })
    }, withConfirm)
  const given = (page: Page) =>
    page.evaluate(() => (window as unknown as { given: unknown[] }).given)

  test('`confirmUpload` gets key and receipt, and its result is used', async ({
    host,
    backend,
    page,
  }) => {
    await host.open()
    await mountFunctions(page, true)
    await upload({ host })
    const [key] = [...backend.service.objects.keys()]
    expect(await given(page)).toEqual([
      {
        assetType: 'IMAGE',
        assetFileName: expect.stringMatching(/^query-[0-9a-f]{8}\.jpg$/) as unknown,
        attempt: 1,
      },
      { assetKey: key, receipt: 'string', signal: true },
    ])
    expect(await host.log('onUploadComplete')).toMatchObject([
      { value: { assetKey: key, confirmed: true } },
    ])
  })
  test('its rejection is an error', async ({ host, backend, page }) => {
    backend.setFaults({ service: { complete: 'over-size' } })
    await host.open()
    await mountFunctions(page, true)
    await host.choose(IMAGE)
    await expect.poll(() => host.status()).toBe('error')
    expect(String((await host.log('onError'))[0]?.value)).toContain('upload-rejected (confirm)')
  })
  test('without it nothing is confirmed, and the asset says so', async ({
    host,
    backend,
    page,
  }) => {
    await host.open()
    await mountFunctions(page, false)
    await upload({ host })
    expect(backend.requests.map(({ call }) => call)).toEqual(['presigned-url'])
    expect(await host.log('onUploadComplete')).toMatchObject([{ value: { confirmed: false } }])
  })
})

test('`useRemainingTime` renders only its caller each second', async ({ host, page }) => {
  await host.open()
  await page.evaluate(() => {
    const { React, library, core } = window.host
    const control = core.createUploader({ endpoint: '/api/search-image', autoUpload: false })
    const renders = { view: 0, clock: 0 }
    Object.assign(window, { renders })
    function View() {
      renders.view += 1
      const { state, getInputProps } = library.useSearchImageUpload({ control })
      const isDrawn = state.status === 'ready' && state.image.preview !== undefined
      const attributes = { 'data-part': 'root', 'data-status': state.status, 'data-drawn': isDrawn }
      return React.createElement('div', attributes, React.createElement('input', getInputProps()))
    }
    function Clock() {
      renders.clock += 1
      return React.createElement('time', null, library.useRemainingTime(control))
    }
    const render = () =>
      React.createElement('main', null, React.createElement(View), React.createElement(Clock))
    window.host.mount({ strict: false, render })
  })
  const renders = () =>
    page.evaluate(() => ({
      ...(window as unknown as { renders: { view: number; clock: number } }).renders,
    }))
  await host.choose(IMAGE)
  await expect.poll(() => host.status()).toBe('ready')
  // The preview may arrive later, with its own render.
  await expect(page.locator('[data-drawn=true]')).toBeAttached()
  await expect(page.locator('time')).toHaveText(/^\d+$/)
  const before = await renders()
  await expect.poll(async () => (await renders()).clock).toBeGreaterThanOrEqual(before.clock + 2)
  expect((await renders()).view).toBe(before.view)
})
