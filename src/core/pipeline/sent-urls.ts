/**
 * Which presigned URLs this page has sent to: each takes one `send()`, whichever uploader it was
 * and whatever the endpoint answers. Layer L2.
 */

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
