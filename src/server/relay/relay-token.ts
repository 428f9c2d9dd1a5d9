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

export interface OpenedTarget extends RelayTarget {
  /** Unique id of the token. */
  readonly id: string
}

export interface RelayTokens {
  seal(target: RelayTarget): Promise<string>
  /** @returns `undefined` if none of the secrets sealed the token */
  open(token: string): Promise<OpenedTarget | undefined>
}

const NONCE_BYTES = 12

/**
 * AES-GCM with a key derived from a secret; the random nonce is also the token's id.
 * @param secrets the first one seals; each of them opens its own tokens
 */
export function createRelayTokens(secrets: readonly string[]): RelayTokens {
  const keys = Promise.all(secrets.map((secret) => deriveCipherKey(secret, 'relay token v1')))
  return {
    async seal(target) {
      const [key] = (await keys) as [CryptoKey]
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const text = utf8(JSON.stringify(target))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
      return `${toBase64Url(iv)}${toBase64Url(new Uint8Array(sealed))}`
    },
    async open(token) {
      // The nonce's 12 bytes are exactly 16 characters of base64url.
      const iv = fromBase64Url(token.slice(0, 16))
      const sealed = fromBase64Url(token.slice(16))
      if (!iv || iv.length !== NONCE_BYTES || !sealed) return undefined
      const open = (key: CryptoKey) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
      const opened = await Promise.any((await keys).map(open)).catch(() => undefined)
      return opened && targetIn(opened, toHex(iv))
    },
  }
}

function targetIn(opened: ArrayBuffer, id: string): OpenedTarget | undefined {
  const target = parseJson(new TextDecoder().decode(opened))
  if (!isObject(target)) return undefined
  const url = own(target, 'url')
  const expiresAt = own(target, 'expiresAt')
  return typeof url === 'string' && typeof expiresAt === 'number'
    ? { url, expiresAt, id }
    : undefined
}
