/**
 * The catalogue of faults of the two JSON calls. They fit the service's envelope and the endpoint's
 * bare result alike.
 */
import type { Answer, CallFault } from './faults.js'

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Changes the result, wherever it is. */
const result = (patch: (result: Answer) => unknown): CallFault => ({
  change: (answer) =>
    isAnswer(answer['result']) ? { ...answer, result: patch(answer['result']) } : patch(answer),
})
const fields = (patch: Answer): CallFault => result((all) => ({ ...all, ...patch }))
const without = (name: string): CallFault => result(({ [name]: _left, ...rest }) => rest)
const url = (change: (url: string) => unknown): CallFault =>
  result((all) => ({ ...all, presignedUploadUrl: change(String(all['presignedUploadUrl'])) }))
/** JSON that `JSON.stringify` cannot write. */
const expirationText = (text: string): CallFault => ({
  change: (answer) =>
    JSON.stringify(answer).replace(/"expirationSeconds":\d+/, `"expirationSeconds":${text}`),
})
const envelope = (code: unknown): CallFault => ({
  change: (answer) => {
    const inner = isAnswer(answer['result']) ? answer['result'] : answer
    return code === undefined
      ? { message: 'x', result: inner }
      : { code, message: 'x', result: inner }
  },
})
const html = '<!doctype html><title>Login</title><p>Please sign in'

/** Faults that both calls share. */
const COMMON = {
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
  bom: { change: (answer) => `\uFEFF${JSON.stringify(answer)}` },
  huge: { change: (answer) => ({ ...answer, padding: 'x'.repeat(10_000_000) }) },
  proto: {
    change: (answer) =>
      `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},${JSON.stringify(answer).slice(1)}`,
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

function envelopeOf(value: unknown): CallFault {
  return { change: () => ({ code: '0', message: 'ok', result: value }) }
}

const evil = 'https://evil.example.test/put?X-Amz-Signature=CANARY'

export const PRESIGN_FAULTS: Readonly<Record<string, CallFault>> = {
  ...COMMON,
  'missing-url': without('presignedUploadUrl'),
  'missing-key': without('assetFileKey'),
  'missing-expiration': without('expirationSeconds'),
  'expiration-zero': fields({ expirationSeconds: 0 }),
  'expiration-negative': fields({ expirationSeconds: -5 }),
  'expiration-huge': fields({ expirationSeconds: 1e12 }),
  'expiration-infinite': expirationText('1e309'),
  'expiration-string': fields({ expirationSeconds: '900' }),
  'expiration-junk': fields({ expirationSeconds: 'soon' }),
  'expiration-float': fields({ expirationSeconds: 1.5 }),
  'expiration-null': fields({ expirationSeconds: null }),
  'expiration-true': fields({ expirationSeconds: true }),
  'expiration-15s': fields({ expirationSeconds: 15 }),
  'url-empty': url(() => ''),
  'url-number': url(() => 42),
  'url-http': url(() => 'http://storage.example.test/put?X-Amz-Signature=CANARY'),
  'url-other-host': url(() => evil),
  'url-suffix': url((good) =>
    good.replace(/^(https?:\/\/)[^/]+/, '$1storage.example.test.evil.example.test'),
  ),
  'url-homograph': url((good) =>
    good.replace(/^(https?:\/\/)[^/]+/, '$1st\u043Erage.example.test'),
  ),
  'url-port': url((good) => good.replace(/^(https?:\/\/[^/:]+)(:\d+)?/, '$1:1')),
  'url-trailing-dot': url(() => evil.replace('.test/', '.test./')),
  'url-javascript': url(() => 'javascript:window.__pwned=1//'),
  'url-data': url(() => 'data:text/plain,hi'),
  'url-blob': url(() => 'blob:http://127.0.0.1/abc'),
  'url-file': url(() => 'file:///etc/passwd'),
  'url-ws': url(() => 'ws://127.0.0.1/x'),
  'url-relative': url(() => '/put/ok'),
  'url-scheme-relative': url(() => '//evil.example.test/x'),
  'url-userinfo': url(() => 'https://storage.example.test@evil.example.test/x'),
  'url-metadata': url(() => 'http://169.254.169.254/latest/meta-data/'),
  'url-crlf': url((good) => `${good}\r\nX-Evil: 1`),
  'url-space': url((good) => `  ${good}  `),
  'url-long': url((good) => `${good}&pad=${'a'.repeat(65_536)}`),
  'url-fragment': url((good) => `${good}#fragment`),
  'xss-key': fields({ assetFileKey: '"><img src=x onerror="window.__xss=1">' }),
}

const failed = (uploadMessage?: string): CallFault =>
  result(({ uploadMessage: _old, ...rest }) => ({
    ...rest,
    uploadStatus: 'FAILED',
    ...(uploadMessage ? { uploadMessage } : {}),
  }))

export const COMPLETE_FAULTS: Readonly<Record<string, CallFault>> = {
  ...COMMON,
  'not-exist': failed('FILE_NOT_EXIST'),
  'over-size': failed('OVER_SIZE_LIMIT'),
  resolution: failed('RESOLUTION_NOT_SUPPORT'),
  'unknown-reason': failed('SOMETHING_NEW'),
  'no-reason': failed(),
  'unknown-status': fields({ uploadStatus: 'PENDING' }),
  'missing-key': without('assetKey'),
}
