/**
 * Receipts prove that a subject was given a key, so each subject can only confirm its own uploads.
 */
import { deriveMacKey, fromBase64Url, toBase64Url, utf8 } from './crypto.js'
import { HttpError } from './http-error.js'

/**
 * Grace period in ms: a receipt stays valid this long after its link expires, because the upload is
 * confirmed after it was sent.
 */
const GRACE_MS = 30 * 60 * 1000
/** Key id, expiry in base 36, HMAC-SHA256 in base64url. */
const RECEIPT = /^([\w-]{6})\.([0-9a-z]{1,11})\.([\w-]{43})$/

/** What a receipt binds. */
interface Claim {
  readonly subject: string
  readonly assetFileKey: string
}

export interface Receipts {
  /** @param linkExpiresAt milliseconds since the epoch */
  issue(claim: Claim, linkExpiresAt: number): Promise<string>
  /**
   * @param now milliseconds since the epoch
   * @throws {@link HttpError} if none of the secrets made it for this claim, or it has expired
   */
  verify(receipt: string, claim: Claim, now: number): Promise<void>
}

/** The signed text. JSON separates the fields: two different triples never give the same text. */
const textOf = ({ subject, assetFileKey }: Claim, until: string) =>
  utf8(JSON.stringify([subject, assetFileKey, until]))

interface MacKey {
  /** Tells which secret made a receipt. It is derived, so it tells nothing about the secret. */
  readonly id: string
  readonly key: CryptoKey
}

async function macKeyOf(secret: string): Promise<MacKey> {
  const key = await deriveMacKey(secret, 'receipt v1')
  const named = await crypto.subtle.sign('HMAC', key, utf8('key id'))
  return { key, id: toBase64Url(new Uint8Array(named)).slice(0, 6) }
}

/** @param secrets the first one makes receipts; each of them verifies its own */
export function createReceipts(secrets: readonly string[]): Receipts {
  const keys = Promise.all(secrets.map((secret) => macKeyOf(secret)))
  return {
    async issue(claim, linkExpiresAt) {
      const [{ id, key }] = (await keys) as [MacKey]
      // A clock may count fractions of a millisecond, which have no form in a receipt.
      const until = Math.round(linkExpiresAt + GRACE_MS).toString(36)
      const mac = await crypto.subtle.sign('HMAC', key, textOf(claim, until))
      return `${id}.${until}.${toBase64Url(new Uint8Array(mac))}`
    },
    async verify(receipt, claim, now) {
      const [, id, until = '', mac = ''] = RECEIPT.exec(receipt) ?? []
      const key = (await keys).find((one) => one.id === id)?.key
      const bytes = fromBase64Url(mac)
      const isOurs =
        key && bytes && (await crypto.subtle.verify('HMAC', key, bytes, textOf(claim, until)))
      if (!isOurs) throw new HttpError('forbidden', 'receipt-rejected')
      if (Number.parseInt(until, 36) < now)
        throw new HttpError('receipt-expired', 'receipt-expired')
    },
  }
}
