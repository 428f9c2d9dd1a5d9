/** Decides which pages may call, and sets the CORS headers. */
import { HttpError } from './http-error.js'

/** Header names as a browser lists them in a preflight (RFC 9110 `token`), at most 20. */
const HEADER_LIST = /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+){0,19}$/

/**
 * True if the request comes from the handler's own origin, from a listed one, or not from a page.
 * Only the browser can set `Sec-Fetch-Site`, and it is right even behind a proxy that changes the
 * host.
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

/** @throws {@link HttpError} (403) if the page's origin may not call */
export function checkOrigin(request: Request, allowedOrigins: readonly string[]): void {
  if (!isAllowed(request, allowedOrigins)) throw new HttpError('origin-not-allowed', 'origin')
}

/** Headers of every response. CORS names one listed origin exactly and never `*`. */
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
 * Responds to a preflight. All requested headers are granted, because the host app listed the
 * origin.
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
