/**
 * Relay tokens: the presigned URL, encrypted, so the page can neither read nor choose the target.
 */
import { isObject, own, parseJson } from '../../core/protocol/json.js'
import { deriveCipherKey, fromBase64Url, toBase64Url, toHex, utf8 } from '../crypto.js'

interface RelayTarget {
  readonly url: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

export interface RelayTokens {
  seal(target: RelayTarget): Promise<string>
  /** @returns the target and the token's unique id, or `undefined` if this key did not seal it */
  open(token: string): Promise<(RelayTarget & { readonly id: string }) | undefined>
}

const NONCE_BYTES = 12

/**
 * AES-GCM with a key derived from the secret; the random nonce is also the token's id.
 * @param secrets the first one seals, all of them open
 */
export function createRelayTokens(secrets: readonly string[]): RelayTokens {
  const keys = Promise.all(secrets.map((secret) => deriveCipherKey(secret, 'relay token v1')))
  return {
    async seal(target) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const [key] = (await keys) as [CryptoKey]
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv },
        key,
        utf8(JSON.stringify(target)),
      )
      return `${toBase64Url(iv)}${toBase64Url(new Uint8Array(sealed))}`
    },
    async open(token) {
      // The nonce's 12 bytes are exactly 16 characters of base64url.
      const iv = fromBase64Url(token.slice(0, 16))
      const sealed = fromBase64Url(token.slice(16))
      if (!iv || iv.length !== NONCE_BYTES || !sealed) return undefined
      const open = (key: CryptoKey) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
      const opened = await Promise.any((await keys).map((key) => open(key))).catch(() => undefined)
      const target = opened && parseJson(new TextDecoder().decode(opened))
      if (!isObject(target)) return undefined
      const url = own(target, 'url')
      const expiresAt = own(target, 'expiresAt')
      return typeof url === 'string' && typeof expiresAt === 'number'
        ? { url, expiresAt, id: toHex(iv) }
        : undefined
    },
  }
}
