/** The relay tokens that this process has seen. */

/**
 * Notes each token until it expires. The service gives all links the same life, so the oldest
 * entries expire first, and only those have to be looked at.
 * @param now milliseconds since the epoch
 * @returns true for the first call with an id, false for all later ones
 */
export function createClaims(now: () => number): (id: string, expiresAt: number) => boolean {
  const claimed = new Map<string, number>()
  return (id, expiresAt) => {
    for (const [oldest, until] of claimed) {
      if (until >= now()) break
      claimed.delete(oldest)
    }
    if (claimed.has(id)) return false
    claimed.set(id, expiresAt)
    return true
  }
}
