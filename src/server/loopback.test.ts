import { expect, test } from 'vitest'
import { ask, LINK, localFetch, watchedHandler } from '../../test/support/upstream-server.js'

test.each([
  ['http://127.0.0.1:4000', 200],
  ['http://localhost:4000', 200],
  ['https://api.example.test', 502],
])('a service at %s may give links to the own machine: %s', async (baseUrl, status) => {
  for (const target of ['http://127.0.0.1:22/', 'http://[::1]/', 'https://localhost./']) {
    const fetch = localFetch(() => ({ ...LINK, presignedUploadUrl: target }))
    const { handler, events } = watchedHandler({ baseUrl, fetch })
    expect((await ask(handler)).status).toBe(status)
    expect(events[0]?.reason).toBe(status === 200 ? undefined : 'upload-url-rejected')
  }
})
