/** Bounded reads and JSON responses. */
import { readWithin } from '../core/protocol/capped-text.js'

/**
 * Reads a body as UTF-8 text; the decoder drops a byte order mark.
 * @param maxBytes the limit, in bytes
 * @returns `undefined` if the body is longer; the rest is not read
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  const isWhole = await readWithin(body, maxBytes, (chunk) => {
    text += decoder.decode(chunk, { stream: true })
  })
  return isWhole ? text + decoder.decode() : undefined
}

export const jsonResponse = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  })
