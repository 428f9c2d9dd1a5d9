/** Asks the host app who calls. */
import type { Reply } from './http.js'
import { HttpError } from './http-error.js'
import type { UploadHandlerOptions } from './options.js'
import { within } from './timeouts.js'

/** The bodies of responses of the host app: it may return one `Response` again and again. */
const bodies = new WeakMap<Response, Promise<ArrayBuffer>>()

/**
 * @param ms time limit for `authorize`
 * @returns the subject, or what `authorize` wants to send instead
 * @throws {@link HttpError} if there is no subject, or `authorize` fails or hangs
 */
export async function identify(
  request: Request,
  { authorize }: Pick<UploadHandlerOptions, 'authorize'>,
  ms: number,
): Promise<string | Reply> {
  const late = () => new HttpError('service-busy', 'authorize-timeout')
  const limit = { ms, signal: request.signal, late }
  let subject: unknown
  try {
    subject = await within(() => authorize(request), limit)
    if (subject instanceof Response) {
      const own = subject
      return await within(() => copyOf(own), limit)
    }
  } catch (thrown) {
    if (thrown instanceof HttpError) throw thrown
    throw new HttpError('internal', 'authorize-failed', { thrown })
  }
  if (typeof subject !== 'string' || subject === '')
    throw new HttpError('unauthorized', 'authorize')
  return subject
}

/** A `Response` can be read once, so its body is kept. Cloning instead would nest the copies. */
async function copyOf(response: Response): Promise<Reply> {
  const { status, statusText, headers } = response
  if (status === 0) throw new TypeError('authorize returned Response.error()')
  let body = bodies.get(response)
  if (!body && response.body) {
    body = response.arrayBuffer()
    bodies.set(response, body)
  }
  return { status, statusText, headers, body: (await body) ?? null }
}
