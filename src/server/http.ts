/** Bounded reads and JSON responses. */

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** What a route sends. Status and headers of a `Response` fit too. */
export interface Reply {
  readonly status: number
  readonly statusText?: string
  readonly headers: Headers | Readonly<Record<string, string>>
  readonly body: BodyInit | null
}

const decoder = new TextDecoder()
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' }

/**
 * Reads a body as UTF-8 text; the decoder drops a byte order mark.
 * @param maxBytes the limit, in bytes
 * @returns `undefined` if the body is longer; the rest is not read
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<string | undefined> {
  if (!body) return ''
  const reader = body.getReader()
  const text = await readSome(reader, maxBytes)
  // Not awaited: a sender that never ends would hold the result back.
  if (text === undefined) reader.cancel().catch(() => undefined)
  return text
}

/** As `readText`, but leaves the rest of a longer body in the stream. */
export async function readSome(reader: Reader, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read()
    if (done) return decoder.decode(chunks.length === 1 ? chunks[0] : joined(chunks, bytes))
    bytes += value.byteLength
    if (bytes > maxBytes) return undefined
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}

export const jsonReply = (
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): Reply => ({ status, body: JSON.stringify(body), headers: { ...JSON_TYPE, ...headers } })

export function jsonResponse(
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): Response {
  const reply = jsonReply(status, body, headers)
  return new Response(reply.body, reply)
}
