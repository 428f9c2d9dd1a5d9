/** Signing, sealing and encoding. Only Web Crypto is used, which every runtime has. */

export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()

export const utf8 = (text: string): Bytes => encoder.encode(text)

export const toHex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes))

export const toBase64Url = (bytes: Bytes): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** @returns `undefined` if the text is not base64url */
export function fromBase64Url(text: string): Bytes | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

export async function sha256(data: Bytes | string): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8(data) : data),
  )
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

export async function hmacSha256(key: Bytes | string, data: string): Promise<Bytes> {
  const imported = typeof key === 'string' ? await keptKey(key) : await importHmac(key)
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8(data)))
}

const importHmac = (key: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, HMAC, false, ['sign'])

/** Importing a key costs more than signing with it. A server has few secrets. */
const MAX_KEPT_KEYS = 16
const keptKeys = new Map<string, CryptoKey>()

async function keptKey(secret: string): Promise<CryptoKey> {
  const kept = keptKeys.get(secret)
  if (kept) return kept
  const imported = await importHmac(utf8(secret))
  if (keptKeys.size >= MAX_KEPT_KEYS) keptKeys.clear()
  keptKeys.set(secret, imported)
  return imported
}

/**
 * Derives one key per purpose from the account's secret (HKDF, RFC 5869). A derived key cannot sign
 * calls to the service.
 */
async function deriveKey(
  secret: string,
  purpose: string,
  algorithm: HmacKeyGenParams | AesKeyGenParams,
  usages: KeyUsage[],
) {
  const root = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveKey'])
  const hkdf = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8(`search-image-uploader ${purpose}`),
  }
  return crypto.subtle.deriveKey(hkdf, root, algorithm, false, usages)
}

export const deriveMacKey = (secret: string, purpose: string): Promise<CryptoKey> =>
  deriveKey(secret, purpose, { ...HMAC, length: 256 }, ['sign', 'verify'])

export const deriveCipherKey = (secret: string, purpose: string): Promise<CryptoKey> =>
  deriveKey(secret, purpose, { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt'])
