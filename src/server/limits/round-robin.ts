/** Waiting items of several owners: the owners are served in turn, each one's items in order. */
export class RoundRobin<T> {
  /** The owner that is served next comes first. */
  readonly #items = new Map<string, Set<T>>()

  get isEmpty(): boolean {
    return this.#items.size === 0
  }

  add(owner: string, item: T): void {
    const own = this.#items.get(owner)
    if (own) own.add(item)
    else this.#items.set(owner, new Set([item]))
  }

  remove(owner: string, item: T): void {
    const own = this.#items.get(owner)
    if (own?.delete(item) === true && own.size === 0) this.#items.delete(owner)
  }

  /** Takes the next item; its owner goes to the end. */
  next(): T | undefined {
    for (const [owner, own] of this.#items) {
      this.#items.delete(owner)
      const [item] = own
      if (item !== undefined) own.delete(item)
      if (own.size > 0) this.#items.set(owner, own)
      return item
    }
    return undefined
  }

  all(): readonly T[] {
    return [...this.#items.values()].flatMap((own) => [...own])
  }
}
