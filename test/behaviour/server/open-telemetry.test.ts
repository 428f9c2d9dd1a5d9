import { trace } from '@opentelemetry/api'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { recordSpan } from '../../../examples/open-telemetry.js'
import { createLocalService } from '../../../src/testing/service/local-service.js'
import { textOf } from '../../support/tracked-files.js'
import { ask, serveUpstream, watchedHandler } from '../../support/upstream-server.js'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
trace.setGlobalTracerProvider(provider)
beforeEach(() => exporter.reset())
afterAll(async () => provider.shutdown())

const NAME = { assetType: 'IMAGE', assetFileName: 'name-canary.jpg' }

test('a span has the event of its request, and no key, URL, file name or subject', async () => {
  const service = createLocalService({ publicUrl: 'https://storage-canary.example.test' })
  const { accessKey, secretKey } = service.credentials
  const { handler } = watchedHandler({
    accessKey,
    secretKey,
    authorize: () => 'subject-canary',
    fetch: (input, init) => service.handle(new Request(input, init)),
    onEvent: recordSpan,
  })
  const { body } = await ask(handler, 'presigned-url', NAME)
  const { assetFileKey: assetKey, receipt } = body
  await ask(handler, 'complete', { assetKey, receipt })
  await ask(handler, 'complete', { assetKey, receipt: 'forged' })
  await ask(handler, 'other')
  const spans = exporter.getFinishedSpans()
  expect(spans.map(({ name, attributes }) => [name, attributes['search_image.status']])).toEqual([
    ['search-image presigned-url', 200],
    ['search-image complete', 200],
    ['search-image complete', 403],
    ['search-image other', 404],
  ])
  const told = JSON.stringify(
    spans.map(({ name, attributes, events, status }) => [name, attributes, events, status]),
  )
  for (const secret of [accessKey, secretKey, String(assetKey), String(receipt)])
    expect(told).not.toContain(secret)
  expect(told).not.toMatch(/canary|https?:|X-Amz/i)
})

test('a failing service gives a span of the same kind', async () => {
  const { baseUrl } = await serveUpstream((call) => call.reset())
  const { handler } = watchedHandler({ baseUrl, onEvent: recordSpan })
  await ask(handler, 'presigned-url', NAME)
  const [span] = exporter.getFinishedSpans()
  expect(span?.attributes).toMatchObject({ 'search_image.reason': 'upstream-unreachable' })
  expect(JSON.stringify(span?.attributes)).not.toMatch(/canary|127\.0\.0\.1/i)
})

test('the document shows this example', () => {
  expect(textOf('docs/server.md')).toContain(textOf('examples/open-telemetry.ts').trim())
})
