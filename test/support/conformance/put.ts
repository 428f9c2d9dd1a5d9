/** A PUT as a page sends it, and what was received as the table shows it. */
import { storageErrorCode } from '../../../src/core/protocol/storage-error.js'
import { exchange, type Received, type Sent } from '../exchange.js'
import { corpusBytes } from '../read-corpus.js'

export const ORIGIN = 'https://page.example.test'
const JPEG = corpusBytes('jpeg/orient-1.jpg')

/** A JPEG of that size: zeros follow its end. */
export const jpegOf = (bytes: number): Buffer => Buffer.concat([JPEG], bytes)

/** @param more replaces parts of a PUT of a small JPEG */
export function put(
  url: string,
  { method = 'PUT', headers, ...more }: Partial<Sent> = {},
): Promise<Received> {
  const body = method === 'PUT' && !more.onContinue ? JPEG : undefined
  return exchange(url, {
    method,
    headers: { Origin: ORIGIN, 'Content-Type': 'image/jpeg', ...headers },
    ...(body ? { body } : {}),
    ...more,
  })
}

/** `403 AccessDenied` */
export const seen = ({ status, text }: Received): string =>
  `${status} ${storageErrorCode(text) ?? ''}`.trim()

/** Whether a page can read the response: `403, status 0 in the page`. */
export const inPage = ({ status, headers }: Received): string =>
  headers['access-control-allow-origin'] === '*'
    ? `${status}, readable`
    : `${status}, status 0 in the page`
