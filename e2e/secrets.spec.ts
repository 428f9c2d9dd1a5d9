/**
 * The presigned URL is a bearer secret: it exists in one attempt and nowhere else. After fifteen
 * different failures, and successes between them, everything that a page, a log collector or a
 * support tool could pass on is searched for it. The browser's own lists are excepted: Performance
 * entries, and what the browser writes to its console.
 */
import { hold } from './lib/hand.ts'
import { findSecrets } from './probes/find-secrets.ts'
import { expect, imageFile, test } from './lib/matrix.ts'
import type { Row } from './lib/row.ts'
import type { UploadErrorCode } from '../src/core/errors.ts'
import type { Faults } from '../src/testing/faults/faults.ts'

const image = () => imageFile('png/rgb8.png')

interface Failure {
  readonly faults: { endpoint?: Pick<Faults, 'presign' | 'complete'>; service?: Faults }
  readonly code: UploadErrorCode
}

const FAILURES: Record<string, Failure> = {
  'reset while sending': { faults: { service: { put: 'reset-200kb' } }, code: 'network' },
  'rejected preflight': { faults: { service: { put: 'cors-no-put' } }, code: 'network' },
  'expired link': { faults: { service: { put: 's3-expired' } }, code: 'link-expired' },
  'wrong signature': { faults: { service: { put: 's3-signature' } }, code: 'storage-rejected' },
  'overload of the storage': {
    faults: { service: { put: 's3-slow-down' } },
    code: 'service-unavailable',
  },
  '429 with a long wait': { faults: { service: { put: '429-long' } }, code: 'rate-limited' },
  'stall in the body': { faults: { service: { put: 'stall-64kb' } }, code: 'stalled' },
  'HTML in place of a response': { faults: { service: { put: 'html-200' } }, code: 'network' },
  'redirect of the PUT': { faults: { service: { put: 'redirect' } }, code: 'upload-redirected' },
  'link to nowhere': {
    faults: { endpoint: { presign: 'url-userinfo' } },
    code: 'upload-url-rejected',
  },
  'link with line breaks': {
    faults: { endpoint: { presign: 'url-crlf' } },
    code: 'upload-url-rejected',
  },
  'a URL as the result': {
    faults: { endpoint: { presign: 'result-string' } },
    code: 'endpoint-malformed',
  },
  'a code that is not 0, with a link': {
    faults: { endpoint: { presign: 'code-nonzero-with-result' } },
    code: 'endpoint-rejected',
  },
  'rejected by the service': {
    faults: { service: { complete: 'over-size' } },
    code: 'upload-rejected',
  },
  'no response to the confirm step': {
    faults: { endpoint: { complete: 'malformed-json' } },
    code: 'endpoint-malformed',
  },
}

/** Parts that only a presigned URL has, and those that the faults put into theirs. */
const canaries = (row: Row) => [
  'X-Amz-',
  'CANARY',
  `${row.backend.storageOrigin}/query-assets`,
  'storage.example.test',
  row.backend.service.credentials.accessKey,
  row.backend.service.credentials.secretKey,
]

for (const queryClient of [false, true]) {
  test(`no presigned URL anywhere after ${Object.keys(FAILURES).length} failures${queryClient ? ', with React Query' : ''}`, async ({
    row,
  }) => {
    await row.open()
    await row.evaluate(({ given }) => window.host.mount({ queryClient: given }), {
      given: queryClient,
    })
    for (const [name, { faults, code }] of Object.entries(FAILURES)) {
      await test.step(name, async () => {
        row.faults(faults)
        // Short if it has to expire, the default if it must not.
        await row.evaluate(
          (timeouts) => window.host.update({ timeouts }),
          code === 'stalled' ? { stall: 1_500, response: 1_500 } : undefined,
        )
        await row.choose(image())
        await row.fails(code)
        expect(await row.evaluate(findSecrets, canaries(row)), name).toEqual([])
      })
    }
    await row.goesOn()
    // Also while a link is in use.
    const held = hold()
    row.faults({ service: { put: { delay: held.until } } })
    await row.choose(image())
    await row.reaches('confirming')
    expect(await row.evaluate(findSecrets, canaries(row)), 'in use').toEqual([])
    held.letGo()
    await row.succeeds()
    expect(await row.evaluate(findSecrets, canaries(row)), 'after success').toEqual([])
  })
}

test('no presigned URL anywhere while an image is ready with its link', async ({ row }) => {
  await row.mount({ autoUpload: false })
  await row.choose(image())
  await row.reaches('ready')
  await expect.poll(() => row.presigns()).toBe(1)
  expect(await row.evaluate(findSecrets, canaries(row))).toEqual([])
  await row.goesOn({ presigns: 0, sends: 1 })
})

test('the search finds a URL in every place', async ({ row }) => {
  await row.mount()
  const places = await row.evaluate(async () => {
    const url = 'https://storage.example.test/a?X-Amz-Signature=1'
    document.body.append(Object.assign(document.createElement('p'), { title: url }))
    localStorage.setItem('a', url)
    sessionStorage.setItem('a', url)
    document.cookie = 'a=X-Amz-Signature'
    history.replaceState({ url }, '')
    window.name = url
    console.info({ url })
    await (await caches.open('a')).put(url, new Response('x'))
    await new Promise<void>((resolve) => {
      const request = indexedDB.open('a')
      request.onupgradeneeded = () => request.result.createObjectStore('store').put({ url }, 'key')
      request.onsuccess = () => {
        request.result.close()
        resolve()
      }
    })
    const error = Object.assign(new Error(url, { cause: { url } }), { own: url })
    window.host.log.push(
      { event: 'probe', value: { error }, at: 0 },
      { event: 'probe', value: [new Map([['key', url]])], at: 0 },
    )
    window.host.errors.push(url)
    Object.assign(document.querySelector('[data-part=root]') ?? {}, { expando: { deep: { url } } })
    return 'done'
  })
  expect(places).toBe('done')
  const found = await row.evaluate(findSecrets, ['X-Amz-'])
  const where = [...new Set(found.map(({ place }) => place))].toSorted()
  expect(where).toEqual(
    [
      'DOM',
      'Cache Storage',
      'console',
      'cookie',
      'errors',
      'events',
      'history.state',
      'IndexedDB',
      'localStorage',
      'objects on elements',
      'sessionStorage',
      'window.name',
    ].toSorted(),
  )
  await row.evaluate(() => window.host.errors.splice(0))
})
