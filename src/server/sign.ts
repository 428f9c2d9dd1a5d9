/** Signature v2 of the service's API gateway. */
import { hmacSha256, toBase64 } from './crypto.js'

export interface SignRequestInput {
  /** HTTP method, upper case. */
  readonly method: string
  /** From the `/` after the host on, with the query string exactly as sent. */
  readonly path: string
  /**
   * Milliseconds since the epoch; the gateway rejects more than five minutes of difference.
   * Default: now.
   */
  readonly timestamp?: number | string | undefined
  readonly accessKey: string
  readonly secretKey: string
}

/** The three headers that every call to the service carries. */
export interface SignatureHeaders {
  readonly 'x-ncp-apigw-timestamp': string
  readonly 'x-ncp-iam-access-key': string
  readonly 'x-ncp-apigw-signature-v2': string
}

/**
 * Signs a call: base64(HMAC-SHA256(secretKey, `METHOD PATH\nTIMESTAMP\nACCESS_KEY`)). The body is
 * not signed, so the headers can be replayed for five minutes with any body: they must never reach
 * a browser. https://api.ncloud-docs.com/docs/en/common-ncpapi
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
