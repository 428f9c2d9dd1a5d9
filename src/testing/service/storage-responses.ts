/** Responses of the storage with their CORS headers. */
import type { PutFault } from '../faults/faults.js'
import { rawResponse, WireFault } from '../faults/wire.js'
import { corsHeaders } from './cors-rule.js'
import type { ServiceState } from './service-state.js'
import type { StorageError } from './storage-errors.js'

/** S3's error document. It is not escaped, because a hostile storage would not escape it either. */
const errorXml = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>LOCAL</RequestId></Error>`

/** The response to a request that the storage rejects. */
export function errorResponse(
  fault: PutFault,
  { status, code, message, precedesCors }: StorageError,
  { options }: ServiceState,
): Response {
  const hidden = precedesCors === true && options.cors === 'like-s3'
  const headers = {
    ...(hidden ? {} : corsHeaders(fault, 'response')),
    'Content-Type': 'application/xml',
  }
  return new Response(errorXml(code, message), { status, headers })
}

/**
 * The response to a valid upload, changed by the fault.
 * @throws {@link WireFault} if the fault cuts the response
 */
export function putResponse(fault: PutFault, etag: string): Response {
  const status = fault.status ?? 200
  const body =
    fault.body ?? (fault.code === undefined ? '' : errorXml(fault.code, fault.message ?? ''))
  const type = fault.contentType ?? (fault.code === undefined ? undefined : 'application/xml')
  const headers = {
    ...corsHeaders(fault, 'response'),
    ...(type === undefined ? {} : { 'Content-Type': type }),
    ...(status < 300 ? { ETag: `"${etag}"` } : {}),
    ...fault.headers,
  }
  if (fault.truncate) {
    throw new WireFault({
      type: 'raw',
      ...rawResponse(new Response(null, { status, headers }), 'half', 5_000),
      after: 'close',
      ms: 50,
    })
  }
  if (fault.responseBytes !== undefined) {
    return new Response(zeros(fault.responseBytes), {
      status,
      headers: { ...headers, 'Content-Length': String(fault.responseBytes) },
    })
  }
  return new Response(status === 204 || body === '' ? null : body, { status, headers })
}

/** A stream of that many bytes, as fast as it is read. */
function zeros(length: number): ReadableStream<Uint8Array> {
  const block = new Uint8Array(65_536).fill(48)
  let left = length
  return new ReadableStream({
    pull(controller) {
      const size = Math.min(left, block.length)
      left -= size
      if (size > 0) controller.enqueue(block.slice(0, size))
      if (left <= 0) controller.close()
    },
  })
}
