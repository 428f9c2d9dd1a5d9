/** The bucket's CORS rule: PUT and GET from any origin, with a content type. */
import { exchange } from '../exchange.js'
import { inPage, ORIGIN, put } from './put.js'
import type { Row } from './row.js'
import type { Session } from './session.js'

const preflight =
  (headers: Readonly<Record<string, string>>) =>
  async (session: Session): Promise<string> => {
    const { presignedUploadUrl } = await session.issue('query.jpg')
    const { status, headers: received } = await exchange(presignedUploadUrl, {
      method: 'OPTIONS',
      headers,
    })
    // A store may name the origin where the rule has `*`.
    const origin = received['access-control-allow-origin'] ?? ''
    return ['*', ORIGIN].includes(origin) ? `${status}, allowed` : `${status}, not allowed`
  }

const asks = (method: string, names: string) => ({
  Origin: ORIGIN,
  'Access-Control-Request-Method': method,
  'Access-Control-Request-Headers': names,
})

/** The response to a PUT, as a page sees it. */
const response =
  (shiftMs: number, headers: Readonly<Record<string, string>> = {}) =>
  async (session: Session): Promise<string> => {
    const { presignedUploadUrl } = await session.issue('query.jpg', shiftMs)
    return inPage(await put(presignedUploadUrl, { headers }))
  }

const READABLE =
  "RGW checks the URL before it reads the CORS rule. The default of the local service lets the page read the error, because the code that treats S3 codes is then tested; with `cors: 'like-s3'` it is as here."

export const corsRows: readonly Row[] = [
  { title: 'preflight: PUT with `content-type`', run: preflight(asks('PUT', 'content-type')) },
  { title: 'preflight: PUT with `x-foo`', run: preflight(asks('PUT', 'content-type,x-foo')) },
  { title: 'preflight: DELETE', run: preflight(asks('DELETE', 'content-type')) },
  { title: 'preflight: no method', run: preflight({ Origin: ORIGIN }) },
  { title: 'preflight: no origin', run: preflight({ 'Access-Control-Request-Method': 'PUT' }) },
  { title: 'a stored image', run: response(0) },
  {
    title: '`ETag` of a stored image',
    async run(session) {
      const { presignedUploadUrl } = await session.issue('query.jpg')
      const { headers } = await put(presignedUploadUrl)
      const exposed = headers['access-control-expose-headers']?.toLowerCase() ?? ''
      return headers.etag !== undefined && exposed.includes('etag') ? 'readable' : 'not readable'
    },
  },
  { title: 'an expired link', run: response(-901_000), difference: READABLE },
  {
    title: 'an unknown access key',
    async run(session) {
      const url = (await session.issue('query.jpg')).presignedUploadUrl
      return inPage(await put(url.replace('X-Amz-Credential=', 'X-Amz-Credential=NOT')))
    },
    difference: READABLE,
  },
  {
    title: 'a PUT without `Content-Length`',
    run: response(0, { 'Transfer-Encoding': 'chunked' }),
  },
]
