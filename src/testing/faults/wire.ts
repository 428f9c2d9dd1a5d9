/**
 * What a connection can do that a `Response` cannot say: break, stay silent, send half an answer.
 */

export type WireAction =
  /** The connection is reset (TCP RST). */
  | { readonly type: 'reset' }
  /** No answer, ever. */
  | { readonly type: 'silence' }
  /**
   * Exactly this answer, unrelated to what was read; then the connection stays, is reset or closed
   * after `ms`.
   */
  | {
      readonly type: 'raw'
      readonly head: string
      readonly body: string
      readonly after: 'nothing' | 'reset' | 'close'
      readonly ms: number
    }

/** Thrown instead of returning a `Response`; `listen` does it to the real socket. */
export class WireFault extends Error {
  override readonly name = 'WireFault'
  constructor(readonly action: WireAction) {
    super(action.type)
  }
}

/**
 * The text of an answer as it goes over the wire; `declared` may promise more bytes than there are.
 */
export function rawResponse(
  response: Response,
  body: string,
  declared = new TextEncoder().encode(body).length,
): { head: string; body: string } {
  const headers = new Headers(response.headers)
  headers.set('Content-Length', String(declared))
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`)
  return {
    head: [`HTTP/1.1 ${response.status} ${response.statusText || 'Answer'}`, ...lines, '', ''].join(
      '\r\n',
    ),
    body,
  }
}

/** The nearest a direct call of `handle` can come: what `fetch` would show of the same event. */
export async function withoutWire(
  request: Request,
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    return await run()
  } catch (thrown) {
    if (!(thrown instanceof WireFault)) throw thrown
    const { action } = thrown
    if (action.type === 'silence') return untilAborted(request.signal)
    if (action.type === 'raw' && action.after !== 'close') {
      return new Response(action.body, { status: Number(action.head.slice(9, 12)) })
    }
    throw new TypeError('Failed to fetch', { cause: thrown })
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
  })
}
