/** A queue of faults by name or by fields. */
import type { Sequence } from './faults.js'

/** The faults of one phase. */
export interface FaultQueue<F> {
  /** @throws RangeError if a name is unknown */
  set(faults: Sequence<string | F> | undefined): void
  /** @returns the fault of the next call, or `undefined` for none */
  next(): F | undefined
}

/**
 * Creates a queue that returns faults in order. `set` throws if a name is unknown, so a typo in a
 * fault's name is noticed.
 * @param catalogue faults by name
 */
export function createFaultQueue<F extends object>(
  catalogue: Readonly<Record<string, F>>,
): FaultQueue<F> {
  let constant: F | undefined
  let list: (F | undefined)[] = []
  const resolve = (fault: string | F | null): F | undefined => {
    if (fault === null) return undefined
    if (typeof fault !== 'string') return fault
    const found = Object.hasOwn(catalogue, fault) ? catalogue[fault] : undefined
    if (!found)
      throw new RangeError(`Unknown fault "${fault}". Known: ${Object.keys(catalogue).join(', ')}`)
    return found
  }
  return {
    set(faults) {
      const many: readonly (string | F | null)[] | undefined = Array.isArray(faults)
        ? faults
        : undefined
      list = many?.map(resolve) ?? []
      constant = many || faults === undefined ? undefined : resolve(faults as string | F)
    },
    next: () => (list.length > 0 ? list.shift() : constant),
  }
}
