/** Bounded reads: a response of any length costs at most `MAX_RESPONSE_BYTES`. */

/** Largest JSON or storage response that is read, in bytes. */
export const MAX_RESPONSE_BYTES = 65_536

/**
 * Reads a body to its end, and cancels it once it exceeds the limit.
 * @returns whether the whole body was within the limit
 */
async function isWithinLimit(body: ReadableStream<Uint8Array> | null): Promise<boolean> {
  const reader = body?.getReader()
  for (let bytes = 0; ;) {
    const chunk = await reader?.read()
    if (!chunk?.value) return true
    bytes += chunk.value.byteLength
    if (bytes > MAX_RESPONSE_BYTES) {
      // Not awaited: a sender that never ends would hold the result back.
      reader?.cancel().catch(() => undefined)
      return false
    }
  }
}

/**
 * The text of a response. It is read by `text()` and only a copy is counted, because Chromium lists
 * a response as aborted if its body was read to the end through a stream.
 * @returns `undefined` if it is longer than `MAX_RESPONSE_BYTES`; the caller then aborts the
 * request
 */
export async function cappedText(response: Response): Promise<string | undefined> {
  const copy = response.clone().body
  const text = response.text()
  // Not awaited if the response is too long.
  text.catch(() => undefined)
  return (await isWithinLimit(copy)) ? text : undefined
}
