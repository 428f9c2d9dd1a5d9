/**
 * Receipts prove that a subject was given a key, so each subject can only confirm its own uploads.
 */
import { deriveMacKey, fromBase64Url, toBase64Url, utf8 } from './crypto.js'

/**
 * Grace period in ms: a receipt stays valid this long after its link expires, because the upload is
 * confirmed after it was sent.
 */
const GRACE_MS = 30 * 60 * 1000

export interface Receipts {
  /** @param linkExpiresAt milliseconds since the epoch */
  issue(subject: string, assetFileKey: string, linkExpiresAt: number): Promise<string>
  /** @param now milliseconds since the epoch */
  verify(receipt: string, subject: string, assetFileKey: string, now: number): Promise<boolean>
}

/** The signed text. JSON separates the fields: two different triples never give the same text. */
const claim = (subject: string, assetFileKey: string, until: string) =>
  utf8(JSON.stringify([subject, assetFileKey, until]))

/** `<expiry in base 36>.<HMAC-SHA256 in base64url>`, with a key derived from the secret. */
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
