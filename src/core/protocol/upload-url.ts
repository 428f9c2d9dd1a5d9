/** Presigned URLs: which ones an image may be sent to, and which ones it has been sent to. */
import { MAX_URL_LENGTH } from '../spec.js'

/** Host names of this machine, without a trailing dot. */
export const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** `URL.canParse` does not exist in all supported browsers. */
function parsed(raw: string): URL | undefined {
  try {
    return new URL(raw)
  } catch {
    return undefined
  }
}

/**
 * Whether an image may be sent to a URL: an https URL, or http on loopback. The string is checked
 * before it is parsed, because `new URL` drops line breaks and maps look-alike characters
 * (https://url.spec.whatwg.org/#concept-basic-url-parser).
 * @param allowedHosts exact host names; any host if missing
 */
export function isUploadUrl(raw: string, allowedHosts?: readonly string[]): boolean {
  if (raw.length > MAX_URL_LENGTH || !/^[!-[\]-~]+$/.test(raw)) return false
  const url = parsed(raw)
  if (!url) return false
  const hostname = url.hostname.replace(/\.$/, '')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(hostname)))
    return false
  if (url.username !== '' || url.password !== '' || hostname === '') return false
  return allowedHosts === undefined || allowedHosts.some((host) => host.toLowerCase() === hostname)
}

/** Fingerprints of the URLs: a URL is a secret, and cannot be restored from 53 bits. */
const sent = new Set<number>()

/**
 * Notes that an image is sent to this URL. Each URL takes one `send()`, of any uploader of the
 * page.
 */
export const noteSentTo = (url: string): void => void sent.add(fingerprint(url))

/** @returns whether this page has sent an image to the URL */
export const wasSentTo = (url: string): boolean => sent.has(fingerprint(url))

/** Two multiplicative hashes, of 21 and 32 bits, without the fragment, which is not sent. */
function fingerprint(url: string): number {
  const { href, hash } = new URL(url)
  let [low, high] = [0x811c9dc5, 0x01000193]
  for (const character of href.slice(0, href.length - hash.length)) {
    const code = character.charCodeAt(0)
    low = Math.imul(low ^ code, 0x85ebca6b)
    low ^= low >>> 15
    high = Math.imul(high ^ code, 0xc2b2ae35)
    high ^= high >>> 13
  }
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0)
}
