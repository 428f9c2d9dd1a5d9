/** The faults of the two JSON calls by name. */
import { isObject, type Fields } from '../../core/protocol/json.js'
import { COMMON_CALL_FAULTS } from './common-call-faults.js'
import type { CallFault } from './faults.js'

/** Changes the result: that inside the service's envelope, or the endpoint's whole body. */
const result = (patch: (result: Fields) => unknown): CallFault => ({
  change: (body) =>
    isObject(body['result']) ? { ...body, result: patch(body['result']) } : patch(body),
})
const fields = (patch: Fields): CallFault => result((all) => ({ ...all, ...patch }))
const without = (name: string): CallFault => result(({ [name]: _left, ...rest }) => rest)
const url = (change: (url: string) => unknown): CallFault =>
  result((all) => ({ ...all, presignedUploadUrl: change(String(all['presignedUploadUrl'])) }))
/** JSON that `JSON.stringify` cannot produce. */
const expirationText = (text: string): CallFault => ({
  change: (body) =>
    JSON.stringify(body).replace(/"expirationSeconds":\d+/, `"expirationSeconds":${text}`),
})

const evil = 'https://evil.example.test/put?X-Amz-Signature=CANARY'

export const PRESIGN_FAULTS: Readonly<Record<string, CallFault>> = {
  ...COMMON_CALL_FAULTS,
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
  ...COMMON_CALL_FAULTS,
  'not-exist': failed('FILE_NOT_EXIST'),
  'over-size': failed('OVER_SIZE_LIMIT'),
  resolution: failed('RESOLUTION_NOT_SUPPORT'),
  'unknown-reason': failed('SOMETHING_NEW'),
  'no-reason': failed(),
  'unknown-status': fields({ uploadStatus: 'PENDING' }),
  'missing-key': without('assetKey'),
}
