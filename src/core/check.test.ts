import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { check, prepareContext } from './check.js'
import { browserPorts } from './ports.js'
import { prepare } from './prepare/index.js'
import { resolveSettings } from './settings.js'

const { signal } = new AbortController()
// Larger than what is read of a file before it is accepted.
const plain = readFileSync(new URL('../../test/corpus/jpeg/gray.jpg', import.meta.url))

test('metadata that only the whole file shows is removed as well', async () => {
  const settings = resolveSettings({ endpoint: '/' })
  const file = new File([plain, 'LATITUDE 37.5'], 'a.jpg')
  const { job } = await check(file, settings, browserPorts, signal)
  expect(job.plan.kind).toBe('scrub')
  const { blob } = await prepare(job.image, job.plan, prepareContext(settings, signal))
  expect(await blob.text()).not.toContain('LATITUDE')
})

test('what fits and holds no metadata is kept as it is', async () => {
  const settings = resolveSettings({ endpoint: '/', keepMetadata: true })
  const { job } = await check(new File([plain, 'LATITUDE 37.5'], 'a.jpg'), settings, browserPorts, signal)
  expect(job.plan.kind).toBe('keep')
})
