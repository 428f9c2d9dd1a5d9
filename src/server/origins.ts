/** Decides which pages may call, and sets the CORS headers. */
import type { Reply } from './http.js'
import { HttpError } from './http-error.js'

/** Header names as a browser lists them in a preflight (RFC 9110 `token`), at most 20. */
const HEADER_LIST = /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+){0,19}$/

/**
 * Checks the option, because a string in place of a list would be searched for its parts, and an
 * origin with a slash would never match.
 * @throws TypeError that names the entry
 */
export function checkOrigins(given: unknown = []): readonly string[] {
  if (!Array.isArray(given)) throw new TypeError('allowedOrigins is not a list')
  for (const entry of given as readonly unknown[])
    if (!isOrigin(entry))
      throw new TypeError(
        `allowedOrigins: ${typeof entry === 'string' ? JSON.stringify(entry) : String(entry)} is not an origin such as "https://shop.example.com"`,
      )
  return given as readonly string[]
}

/** Origins of apps and browser extensions, which `URL` does not know: `capacitor://localhost`. */
const OTHER_ORIGIN = /^(?!https?:)[a-z][a-z\d+.-]*:\/\/[^\s/?#@]+$/

/** `null` is the origin of every sandboxed frame. Browsers send it like any other. */
function isOrigin(entry: unknown): boolean {
  if (typeof entry !== 'string') return false
  if (entry === 'null' || OTHER_ORIGIN.test(entry)) return true
  try {
    return new URL(entry).origin === entry
  } catch {
    return false
  }
}

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

const COMMON = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  Vary: 'Origin, Sec-Fetch-Site',
} as const

/** Headers of every response. CORS names one listed origin exactly and never `*`. */
export function commonHeaders(
  request: Request,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  const origin = request.headers.get('Origin')
  if (origin === null || !allowedOrigins.includes(origin)) return COMMON
  return {
    ...COMMON,
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
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
): Reply {
  checkOrigin(request, allowedOrigins)
  const wanted = request.headers.get('Access-Control-Request-Headers')
  const headers: Record<string, string> = {
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Max-Age': '600',
  }
  if (wanted !== null && wanted.length <= 1024 && HEADER_LIST.test(wanted))
    headers['Access-Control-Allow-Headers'] = wanted
  return { status: 204, headers, body: null }
}
