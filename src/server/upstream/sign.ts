/** Signature v2 of the service's API gateway: https://api.ncloud-docs.com/docs/en/common-ncpapi */
import { hmacSha256, toBase64 } from '../crypto.js'

/** The call that `signRequest` signs. */
export interface SignRequestInput {
  /** HTTP method in upper case. */
  readonly method: string
  /** Path from the `/` after the host, with the query string exactly as sent. */
  readonly path: string
  /**
   * Milliseconds since the epoch. The gateway rejects a difference of more than five minutes.
   * @default the current time
   */
  readonly timestamp?: number | string | undefined
  /** Access key of the account. */
  readonly accessKey: string
  /** Secret key of the account. */
  readonly secretKey: string
}

/** The three headers of a signed call. */
export interface SignatureHeaders {
  /** Milliseconds since the epoch, as text. */
  readonly 'x-ncp-apigw-timestamp': string
  /** Access key of the account. */
  readonly 'x-ncp-iam-access-key': string
  /** HMAC-SHA256 in base64. */
  readonly 'x-ncp-apigw-signature-v2': string
}

/**
 * Signs a call to the service: base64(HMAC-SHA256(secretKey, `METHOD
 * PATH\nTIMESTAMP\nACCESS_KEY`)). The body is not signed: for five minutes the headers are valid
 * with any body. Never send them to a browser.
 * @param input method, path, time and keys
 * @returns the headers to send with the call
 * @example
 * const path = '/api/v1/workspaces/my-workspace/assets/search'
 * await fetch(`https://mi.apigw.ntruss.com${path}`, {
 *   method: 'POST',
 *   headers: {
 *     ...(await signRequest({ method: 'POST', path, accessKey, secretKey })),
 *     'Content-Type': 'application/json',
 *   },
 *   body: JSON.stringify({ query: { imageQuery: asset.assetKey } }),
 * })
 */
export async function signRequest(input: SignRequestInput): Promise<SignatureHeaders> {
  const timestamp = String(input.timestamp ?? Date.now())
  const text = `${input.method} ${input.path}\n${timestamp}\n${input.accessKey}`
  return {
    'x-ncp-apigw-timestamp': timestamp,
    'x-ncp-iam-access-key': input.accessKey,
    'x-ncp-apigw-signature-v2': toBase64(await hmacSha256(input.secretKey, text)),
  }
}
