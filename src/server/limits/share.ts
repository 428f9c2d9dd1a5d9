/** Divides a budget among instances, each of which then counts alone. */

/** A number of calls in any window. */
export interface Budget {
  readonly limit: number
  readonly windowMs: number
  readonly gapMs: number
}

/**
 * A budget that is used as fast as possible lasts until half a second before the end of its window.
 * So the pause that follows is shorter than the second that calls wait for their turn.
 */
const PAUSE_MS = 500

/** Time between two calls of a whole budget, in ms: 10 for 50 a second, 59.5 for 1000 a minute. */
export const defaultGap = (limit: number, windowMs: number): number =>
  Math.max(0, windowMs - PAUSE_MS) / limit

/**
 * @param whole the budget of all instances together
 * @param instances number of instances
 * @returns the budget of one
 */
export function shareOf({ limit, windowMs, gapMs }: Budget, instances: number): Budget {
  const share = Math.floor(limit / instances)
  // More instances than calls: one call each, in a window that is longer by as much.
  return share < 1
    ? { limit: 1, windowMs: (windowMs * instances) / limit, gapMs: 0 }
    : { limit: share, windowMs, gapMs: gapMs * instances }
}

/**
 * @returns `value`
 * @throws RangeError if it is no number above 0; NaN, for example, would reject no call or all
 */
export function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value
  throw new RangeError(`${name} must be a number above 0, not ${value}`)
}

/**
 * @returns `value`
 * @throws RangeError if it is no number from 0 on
 */
export function notNegative(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value
  throw new RangeError(`${name} must be a number from 0 on, not ${value}`)
}
