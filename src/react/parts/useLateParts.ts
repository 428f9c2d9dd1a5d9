import { late } from '../lib/late.js'

/**
 * The announcements of the live regions, what Escape does, the overlay of a drag, and the remaining
 * time. Loaded after the first paint, because nothing needs them before the user acts. If loading
 * fails, the visible texts carry the same information, and × does what Escape would do.
 */
export const { useLate: useLateParts, whenLoaded: whenLatePartsLoaded } = late(
  () => import('./late-parts.js'),
)
