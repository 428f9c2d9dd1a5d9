/**
 * Receipts: proof that a subject was given a key, so that it can confirm its own uploads and nobody
 * else's.
 */
import { deriveMacKey, fromBase64Url, toBase64Url, utf8 } from './crypto.js'

/**
 * A receipt outlives its link by this, because the outcome is asked for after the upload. In ms.
 */
const GRACE_MS = 30 * 60 * 1000

export interface Receipts {
  issue(subject: string, assetFileKey: string, linkExpiresAt: number): Promise<string>
  verify(receipt: string, subject: string, assetFileKey: string, now: number): Promise<boolean>
}

/** JSON keeps the fields apart: no two different triples give the same text. */
const claim = (subject: string, assetFileKey: string, until: string) =>
  utf8(JSON.stringify([subject, assetFileKey, until]))

/** `<expiry in base 36>.<HMAC-SHA256 in base64url>`, under a key derived from the secret. */
export function createReceipts(secretKey: string): Receipts {
  const macKey = deriveMacKey(secretKey, 'receipt v1')
  return {
    async issue(subject, assetFileKey, linkExpiresAt) {
      const until = (linkExpiresAt + GRACE_MS).toString(36)
      const mac = await crypto.subtle.sign(
        'HMAC',
        await macKey,
        claim(subject, assetFileKey, until),
      )
      return `${until}.${toBase64Url(new Uint8Array(mac))}`
    },
    async verify(receipt, subject, assetFileKey, now) {
      const [, until = '', mac = ''] = /^([0-9a-z]{1,11})\.([\w-]{43})$/.exec(receipt) ?? []
      const bytes = fromBase64Url(mac)
      if (until === '' || bytes === undefined || Number.parseInt(until, 36) < now) return false
      return crypto.subtle.verify('HMAC', await macKey, bytes, claim(subject, assetFileKey, until))
    },
  }
}
