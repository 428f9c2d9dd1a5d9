import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { instant, systemClock } from '../platform/clock.js'
import { browserPorts } from '../platform/ports.js'
import { confirm } from './confirm.js'
import { resolveSettings, type UploadJob, type UploadRun } from './job.js'

/** An endpoint that does not serve `complete`. */
const endpoint = createServer((_request, response) => response.writeHead(404).end())
beforeEach(() => new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve)))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  endpoint.closeAllConnections()
  endpoint.close()
})

const HINT = expect.stringMatching(/complete with 404.*\[action\]/) as unknown

test.each([
  ['development', [[HINT]]],
  ['production', []],
])('a 404 of complete in a %s build', async (build, hints) => {
  vi.stubEnv('NODE_ENV', build)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { port } = endpoint.address() as AddressInfo
  const run = {
    ports: browserPorts,
    settings: resolveSettings({ endpoint: `http://127.0.0.1:${port}/api` }),
    signal: new AbortController().signal,
    emit: () => undefined,
  } as unknown as UploadRun
  const job = {
    prepared: {},
    unconfirmed: {
      link: { assetFileKey: 'a.jpg', life: { start: instant(systemClock), ms: 900_000 } },
      outcome: { kind: 'stored' },
    },
  } as unknown as UploadJob
  await expect(confirm(job, run)).rejects.toMatchObject({ phase: 'confirm', status: 404 })
  expect(warn.mock.calls).toEqual(hints)
  expect(warn.mock.calls.join()).not.toMatch(/https?:/)
})
