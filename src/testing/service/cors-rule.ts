/** The CORS rule of the local bucket, and the headers that follow from it. */
import type { PutFault } from '../faults/faults.js'
import { STORAGE_ERRORS, type StorageError } from './storage-errors.js'

/** As `put-bucket-cors` would set it: PUT and GET from any origin, with a content type. */
export const CORS_RULE = {
  origin: '*',
  methods: ['GET', 'PUT'],
  headers: ['content-type'],
  exposed: ['ETag', 'Retry-After'],
  maxAge: 600,
} as const

const includes = (list: readonly string[], item: string) => list.includes(item)

/**
 * Compares the method and the headers that a preflight names with the rule.
 * @returns why the preflight is rejected, or `undefined` if the rule allows the request
 */
export function preflightError({ headers }: Request): StorageError | undefined {
  const method = headers.get('Access-Control-Request-Method')
  const wanted = headers.get('Access-Control-Request-Headers') ?? ''
  if (method === null || !headers.has('Origin')) return STORAGE_ERRORS.preflightIncomplete
  const isAllowed =
    includes(CORS_RULE.methods, method) &&
    wanted
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .every((name) => name === '' || includes(CORS_RULE.headers, name))
  return isAllowed ? undefined : STORAGE_ERRORS.preflightRejected
}

/** The headers of a request that the rule allows, changed by the fault. */
export function corsHeaders(
  fault: PutFault,
  kind: 'preflight' | 'response',
): Record<string, string> {
  const { cors } = fault
  if (
    cors === 'none' ||
    (cors === 'preflight-only' && kind === 'response') ||
    (cors === 'response-only' && kind === 'preflight')
  )
    return {}
  const origin = {
    'Access-Control-Allow-Origin':
      cors === 'wrong-origin' ? 'https://someone-else.example.test' : CORS_RULE.origin,
  }
  if (kind === 'response')
    return fault.expose === false
      ? origin
      : { ...origin, 'Access-Control-Expose-Headers': CORS_RULE.exposed.join(', ') }
  return {
    ...origin,
    'Access-Control-Allow-Methods': cors === 'no-put' ? 'GET' : CORS_RULE.methods.join(', '),
    ...(cors === 'no-header'
      ? {}
      : { 'Access-Control-Allow-Headers': CORS_RULE.headers.join(', ') }),
    'Access-Control-Max-Age': String(CORS_RULE.maxAge),
  }
}
