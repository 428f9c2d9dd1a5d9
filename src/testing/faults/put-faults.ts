/** The faults of an upload and of its preflight by name. */
import type { PreflightFault, PutFault } from './faults.js'

const SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
const html = (title: string, text: string) => `<!doctype html><title>${title}</title><p>${text}`

export const PUT_FAULTS = {
  'reset-before': { reset: 'before' },
  'reset-200kb': { reset: 200_000 },
  /**
   * Stored, but the response is lost. If the browser repeats the PUT, the one-time link gives 403.
   */
  'response-lost': { reset: 'after-body' },
  'stall-64kb': { stall: 65_536 },
  'stall-20s': { stall: 65_536, resumeAfter: 20_000 },
  'never-responds': { silent: true },
  'slow-250kb': { rate: 250_000 },
  'delay-2s': { delay: 2_000 },
  'early-403-drained': {
    early: 'drain',
    status: 403,
    code: 'AccessDenied',
    message: 'Access Denied',
  },
  'early-403-ignored': {
    early: 'ignore',
    status: 403,
    code: 'AccessDenied',
    message: 'Access Denied',
  },
  'early-403-reset': {
    early: 'reset',
    status: 403,
    code: 'AccessDenied',
    message: 'Access Denied',
  },
  's3-expired': { status: 403, code: 'AccessDenied', message: 'Request has expired' },
  's3-used': { status: 403, code: 'AccessDenied', message: 'Access Denied' },
  's3-signature': { status: 403, code: 'SignatureDoesNotMatch', message: SIGNATURE },
  's3-query': {
    status: 400,
    code: 'AuthorizationQueryParametersError',
    message: 'Malformed presigned query',
  },
  's3-skew': {
    status: 403,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
  },
  's3-bad-digest': {
    status: 400,
    code: 'BadDigest',
    message: 'The Content-MD5 you specified did not match what we received.',
  },
  's3-too-large': {
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size',
  },
  's3-no-bucket': {
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist',
  },
  's3-precondition': {
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold',
  },
  's3-slow-down': {
    status: 503,
    code: 'SlowDown',
    message: 'Please reduce your request rate.',
    headers: { 'Retry-After': '2' },
  },
  's3-xss': {
    status: 400,
    code: '<img src=x onerror="window.__xss=1">',
    message: '"><script>window.__xss=1</script>',
  },
  '408': { status: 408, body: '' },
  '409': { status: 409, code: 'ConditionalRequestConflict', message: 'Conflict' },
  '429': { status: 429, body: 'slow down', headers: { 'Retry-After': '2' } },
  '429-unexposed': {
    status: 429,
    body: 'slow down',
    headers: { 'Retry-After': '2' },
    expose: false,
  },
  '429-long': { status: 429, body: 'slow down', headers: { 'Retry-After': '120' } },
  '500': { status: 500, body: 'boom' },
  '502': { status: 502, body: '<h1>502 Bad Gateway</h1>', contentType: 'text/html' },
  '503': { status: 503, body: 'unavailable', headers: { 'Retry-After': '2' } },
  '504': { status: 504, body: '<h1>504</h1>', contentType: 'text/html' },
  /** As a captive portal does: nothing is stored. */
  'html-200': {
    status: 200,
    body: html('Sign in to Wi-Fi', 'captive portal'),
    contentType: 'text/html',
    store: false,
  },
  'html-200-stored': {
    status: 200,
    body: html('Saved', 'saved'),
    contentType: 'text/html',
    store: true,
  },
  redirect: { status: 307, headers: { Location: '/redirected' } },
  'redirect-elsewhere': { status: 307, headers: { Location: '/redirected' }, elsewhere: true },
  'huge-response': { responseBytes: 268_435_456 },
  'truncated-response': { truncate: true },
  'cors-none': { cors: 'none' },
  'cors-preflight-only': { cors: 'preflight-only' },
  'cors-response-only': { cors: 'response-only' },
  'cors-no-put': { cors: 'no-put' },
  'cors-no-header': { cors: 'no-header' },
  'cors-wrong-origin': { cors: 'wrong-origin' },
} as const satisfies Record<string, PutFault>

export const PREFLIGHT_FAULTS = {
  rejected: { status: 403 },
  error: { status: 500 },
  reset: { reset: true },
  silent: { silent: true },
  'delay-2s': { delay: 2_000 },
} as const satisfies Record<string, PreflightFault>
