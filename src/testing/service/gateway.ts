/**
 * The API: the gateway's signature check, rate limits and error bodies, and the documented calls.
 */
import { isObject, own, parseJson, type Fields } from '../../core/protocol/json.js'
import { jsonResponse, readText } from '../../server/http.js'
import { signRequest } from '../../server/upstream/sign.js'
import { applyCallFault } from '../faults/apply-call-fault.js'
import { record, recordResponse, type ServiceState } from './service-state.js'
import { completeUpload, issueLink, search, searchResult } from './service-calls.js'

/** The gateway rejects calls whose timestamp differs from its clock by more than five minutes. */
const MAX_SKEW_MS = 5 * 60 * 1000
const MAX_BODY_BYTES = 65_536

/** https://api-gov.ncloud-docs.com/docs/api-call-lgc-errorhandling */
const gatewayError = (
  status: number,
  errorCode: string,
  message: string,
  details?: string,
): Response =>
  jsonResponse(status, {
    error: { errorCode, message, ...(details === undefined ? {} : { details }) },
  })

/** Serves everything below `/api/v1/`. */
export function createGateway(state: ServiceState): (request: Request) => Promise<Response> {
  const presignRate = slidingWindow(state.options.rate, 1_000)
  const completeRate = slidingWindow(1_000, 60_000)
  return async (request) => {
    const { pathname } = new URL(request.url)
    const kind = kindOf(request.method, pathname)
    return recordResponse(record(state, kind, request), async () => {
      const error = await authenticate(request, state)
      if (error) return error
      if (kind === 'other') return gatewayError(404, '300', 'Not Found Exception')
      const takes = kind === 'presign' ? presignRate : completeRate
      if (!takes(state.options.now())) return gatewayError(429, '420', 'Rate Limited')
      const fields = await readFields(request)
      if (fields === undefined) return gatewayError(413, '430', 'Request Entity Too Large')
      const fault = kind === 'search' ? undefined : state.faults[kind].next()
      return applyCallFault(fault, () => call(kind, fields, request, state))
    })
  }
}

function kindOf(method: string, path: string): 'presign' | 'complete' | 'search' | 'other' {
  if (method === 'POST' && path === '/api/v1/query-assets/uploads/presigned-url') return 'presign'
  if (method === 'POST' && path === '/api/v1/query-assets/uploads/complete') return 'complete'
  const isSearch = /^\/api\/v1\/workspaces\/[^/]+\/assets\/search(\/[^/]+)?$/.exec(path)
  return isSearch && method === (isSearch[1] === undefined ? 'POST' : 'GET') ? 'search' : 'other'
}

async function authenticate(request: Request, state: ServiceState): Promise<Response | undefined> {
  const { credentials, options } = state
  const timestamp = request.headers.get('x-ncp-apigw-timestamp')
  const accessKey = request.headers.get('x-ncp-iam-access-key')
  const given = request.headers.get('x-ncp-apigw-signature-v2')
  if (timestamp === null || accessKey === null || given === null) {
    return gatewayError(
      401,
      '200',
      'Authentication Failed',
      'Authentication information are missing.',
    )
  }
  const { pathname, search: query } = new URL(request.url)
  const expected = await signRequest({
    method: request.method,
    path: pathname + query,
    timestamp,
    ...credentials,
  })
  const skew = Math.abs(options.now() - Number(timestamp))
  const isValid =
    accessKey === credentials.accessKey &&
    given === expected['x-ncp-apigw-signature-v2'] &&
    skew <= MAX_SKEW_MS
  return isValid ? undefined : gatewayError(401, '200', 'Authentication Failed')
}

/** @returns a function that counts a call and is true up to `limit` calls within `windowMs` */
function slidingWindow(limit: number, windowMs: number): (now: number) => boolean {
  let calls: number[] = []
  return (now) => {
    calls = calls.filter((at) => now - at < windowMs && at <= now)
    if (calls.length >= limit) return false
    calls.push(now)
    return true
  }
}

/** @returns `undefined` if the body is too large */
async function readFields(request: Request): Promise<Fields | undefined> {
  const text = await readText(request.body, MAX_BODY_BYTES)
  if (text === undefined) return undefined
  const fields = parseJson(text)
  return isObject(fields) ? fields : {}
}

function call(
  kind: 'presign' | 'complete' | 'search',
  fields: Fields,
  request: Request,
  state: ServiceState,
): Promise<Response> {
  if (kind === 'presign')
    return issueLink(own(fields, 'assetType'), own(fields, 'assetFileName'), request, state)
  if (kind === 'complete') return completeUpload(own(fields, 'assetKey'), state)
  const query = own(fields, 'query')
  if (request.method === 'POST') return Promise.resolve(search(isObject(query) ? query : {}, state))
  return searchResult(new URL(request.url).pathname.split('/').at(-1) ?? '', request, state)
}
