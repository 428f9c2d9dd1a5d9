/** The faults that both JSON calls have. */
import { isObject } from '../../core/protocol/json.js'
import type { CallFault } from './faults.js'

const envelope = (code: unknown): CallFault => ({
  change: (body) => {
    const inner = isObject(body['result']) ? body['result'] : body
    return code === undefined
      ? { message: 'x', result: inner }
      : { code, message: 'x', result: inner }
  },
})
function envelopeOf(value: unknown): CallFault {
  return { change: () => ({ code: '0', message: 'ok', result: value }) }
}

const html = '<!doctype html><title>Login</title><p>Please sign in'

export const COMMON_CALL_FAULTS = {
  reset: { reset: true },
  silent: { silent: true },
  truncated: { truncate: true },
  'delay-2s': { delay: 2_000 },
  'malformed-json': {
    status: 200,
    body: '{"code":"0","message":"ok","result":{"assetFileKey":"a",',
  },
  'html-200': { status: 200, body: html, contentType: 'text/html' },
  empty: { status: 200, body: '' },
  'no-content': { status: 204 },
  null: { change: () => null },
  array: { change: () => [] },
  bom: { change: (body) => `\uFEFF${JSON.stringify(body)}` },
  huge: { change: (body) => ({ ...body, padding: 'x'.repeat(10_000_000) }) },
  proto: {
    change: (body) =>
      `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},${JSON.stringify(body).slice(1)}`,
  },
  redirect: { status: 302, headers: { Location: 'https://elsewhere.example.test/' } },
  'cors-none': { cors: 'none' },
  'result-null': envelopeOf(null),
  'result-string': envelopeOf('https://storage.example.test/put'),
  'result-missing': { change: () => ({ code: '0', message: 'ok' }) },
  'code-nonzero': {
    change: () => ({ code: '10001', message: 'Invalid <b>Request</b>.', result: null }),
  },
  'code-nonzero-with-result': envelope('500'),
  'code-number': envelope(0),
  'code-missing': envelope(undefined),
  'xss-message': {
    change: () => ({ code: '9', message: '<img src=x onerror="window.__xss=1">', result: null }),
  },
  'gateway-401': {
    status: 401,
    body: '{"error":{"errorCode":"200","message":"Authentication Failed"}}',
  },
  'gateway-200': {
    status: 200,
    body: '{"error":{"errorCode":"200","message":"Authentication Failed"}}',
  },
  'gateway-quota': {
    status: 429,
    body: '{"error":{"errorCode":"400","message":"Quota Exceeded"}}',
  },
  'gateway-429': { status: 429, body: '{"error":{"errorCode":"420","message":"Rate Limited"}}' },
  'gateway-503': { status: 503, body: '{"error":{"errorCode":"500","message":"Endpoint Error"}}' },
  'gateway-504': {
    status: 504,
    body: '{"error":{"errorCode":"510","message":"Endpoint Timeout"}}',
  },
  '401': { status: 401, body: '{"code":"401","message":"login"}' },
  '403': { status: 403, body: '{"code":"403","message":"csrf"}' },
  '404': { status: 404, body: 'not here', contentType: 'text/plain' },
  '413': { status: 413, body: '' },
  '419': { status: 419, body: '' },
  '429': { status: 429, body: '{"code":"429","message":"rate"}', headers: { 'Retry-After': '2' } },
  '429-long': { status: 429, body: '{}', headers: { 'Retry-After': '120' } },
  '429-date': {
    status: 429,
    body: '{}',
    headers: { 'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT' },
  },
  '429-junk': { status: 429, body: '{}', headers: { 'Retry-After': 'soon' } },
  '500': {
    status: 500,
    body: '{"code":"500","message":"at Object.<anonymous> (/srv/app/secret.js:1:1)"}',
  },
  '502': { status: 502, body: '<h1>502 Bad Gateway</h1>', contentType: 'text/html' },
  '503': { status: 503, body: '', headers: { 'Retry-After': '2' } },
  '504': { status: 504, body: '' },
} as const satisfies Record<string, CallFault>
