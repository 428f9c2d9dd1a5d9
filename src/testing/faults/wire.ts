/**
 * Connection-level faults that a `Response` cannot express: reset, no response, partial response.
 */

export type WireAction =
  /** The connection is reset (TCP RST). */
  | { readonly type: 'reset' }
  /** No response is sent. */
  | { readonly type: 'silence' }
  /**
   * Exactly this text is sent, however much of the body was read. The connection then stays open,
   * or is reset or closed after `ms`.
   */
  | {
      readonly type: 'raw'
      readonly head: string
      readonly body: string
      readonly after: 'nothing' | 'reset' | 'close'
      readonly ms: number
    }

/** Thrown in place of returning a `Response`. `listen` performs it on the real socket. */
export class WireFault extends Error {
  override readonly name = 'WireFault'
  constructor(readonly action: WireAction) {
    super(action.type)
  }
}

/**
 * The text of a response as HTTP/1.1 sends it.
 * @param declared the Content-Length, which may be more than the body has
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
    head: [
      `HTTP/1.1 ${response.status} ${response.statusText || 'Response'}`,
      ...lines,
      '',
      '',
    ].join('\r\n'),
    body,
  }
}

/** Performs a `WireFault` without a connection: the result is what `fetch` would show. */
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
