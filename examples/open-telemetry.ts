/** Makes one OpenTelemetry span of each request of the upload handler. Pass it as `onEvent`. */
import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { UploadHandlerEvent } from 'search-image-uploader/server'

const tracer = trace.getTracer('search-image-uploader')

export function recordSpan(event: UploadHandlerEvent): void {
  const end = Date.now()
  const attributes = Object.fromEntries(
    Object.entries(event).map(([name, value]) => [`search_image.${name}`, value as unknown]),
  ) as Record<string, string | number>
  const span = tracer.startSpan(`search-image ${event.call}`, {
    startTime: end - event.totalMs,
    attributes,
  })
  if (event.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(end)
}
