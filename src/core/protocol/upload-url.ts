/** Presigned URLs: where an image may be sent, and where this page has already sent one. */
import { MAX_URL_LENGTH } from '../spec.js'

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Without `URL.canParse`, which is younger than browsers still in use. */
function parsed(raw: string): URL | undefined {
  try {
    return new URL(raw)
  } catch {
    return undefined
  }
}

/**
 * True where the image may be sent. The raw string is judged first, because `new URL` drops line
 * breaks and maps look-alike characters (https://url.spec.whatwg.org/#concept-basic-url-parser).
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

/** Fingerprints only: a URL is a secret, and 53 bits do not lead back to it. */
const sent = new Set<number>()

/** From now on `wasSentTo` is true for this URL, for as long as the page lives. */
export const noteSentTo = (url: string): void => void sent.add(fingerprint(url))

export const wasSentTo = (url: string): boolean => sent.has(fingerprint(url))

/** Two multiplicative hashes of 32 bits side by side. The fragment is not part of a request. */
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
