/** Which pages may call, and what they are told about it. */
import { HttpError } from './http-error.js'

/** A header name as a browser lists it in a preflight (RFC 9110 `token`). */
const HEADER_LIST = /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+){0,19}$/

/**
 * True where the request comes from the handler's own origin, from a listed one, or from something
 * that is not a page. `Sec-Fetch-Site` is set by the browser alone and also holds behind a proxy
 * that changes the host.
 */
function isAllowed(request: Request, allowedOrigins: readonly string[]): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site === 'same-origin') return true
  const origin = request.headers.get('Origin')
  if (origin === null) return site === null || site === 'none'
  return (
    allowedOrigins.includes(origin) || (site === null && origin === new URL(request.url).origin)
  )
}

export function checkOrigin(request: Request, allowedOrigins: readonly string[]): void {
  if (!isAllowed(request, allowedOrigins)) throw new HttpError('origin-not-allowed', 'origin')
}

/** Headers of every answer; CORS names one listed origin exactly and never `*`. */
export function commonHeaders(
  request: Request,
  allowedOrigins: readonly string[],
): Record<string, string> {
  const origin = request.headers.get('Origin')
  const cors =
    origin !== null && allowedOrigins.includes(origin)
      ? {
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
          'Access-Control-Expose-Headers': 'Retry-After',
        }
      : {}
  return {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    Vary: 'Origin, Sec-Fetch-Site',
    ...cors,
  }
}

/**
 * Answers a preflight; the requested headers are granted because the origin is one that the host
 * listed.
 */
export function preflight(
  request: Request,
  allowedOrigins: readonly string[],
  methods: string,
): Response {
  checkOrigin(request, allowedOrigins)
  const wanted = request.headers.get('Access-Control-Request-Headers')
  const headers: Record<string, string> = {
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Max-Age': '600',
  }
  if (wanted !== null && wanted.length <= 1024 && HEADER_LIST.test(wanted))
    headers['Access-Control-Allow-Headers'] = wanted
  return new Response(null, { status: 204, headers })
}
