/** Creates a bucket with the CORS rule of the local service, by presigned requests. */
import { createHash } from 'node:crypto'
import { CORS_RULE } from '../../../src/testing/service/cors-rule.js'
import type { ExternalStorage } from '../../../src/testing/service/service-state.js'
import { presign } from '../../../src/testing/service/sigv4.js'

const CORS = `<CORSConfiguration><CORSRule>
<AllowedOrigin>${CORS_RULE.origin}</AllowedOrigin>
${CORS_RULE.methods.map((name) => `<AllowedMethod>${name}</AllowedMethod>`).join('')}
${CORS_RULE.headers.map((name) => `<AllowedHeader>${name}</AllowedHeader>`).join('')}
${CORS_RULE.exposed.map((name) => `<ExposeHeader>${name}</ExposeHeader>`).join('')}
<MaxAgeSeconds>${CORS_RULE.maxAge}</MaxAgeSeconds>
</CORSRule></CORSConfiguration>`

/** @throws if the store does not accept a request */
export async function createBucket(storage: ExternalStorage): Promise<void> {
  const put = async (query: string, body: string) => {
    const url = `${storage.endpoint}/${storage.bucket}${query}`
    const input = { method: 'PUT', url, now: Date.now(), expirationSeconds: 900 } as const
    const headers = { 'Content-MD5': createHash('md5').update(body).digest('base64') }
    const response = await fetch(await presign(input, storage), { method: 'PUT', headers, body })
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  }
  await put('', '')
  await put('?cors', CORS)
}
