/** Waiting items of several owners: the owners are served in turn, each one's items in order. */
export class RoundRobin<T> {
  /** The owner that is served next comes first. */
  readonly #items = new Map<string, Set<T>>()

  /** The next item in turn. */
  get first(): T | undefined {
    for (const own of this.#items.values()) for (const item of own) return item
    return undefined
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

  /** Removes an item that had its turn; its owner goes to the end. */
  serve(owner: string, item: T): void {
    this.remove(owner, item)
    const own = this.#items.get(owner)
    if (!own) return
    this.#items.delete(owner)
    this.#items.set(owner, own)
  }

  all(): readonly T[] {
    return [...this.#items.values()].flatMap((own) => [...own])
  }
}
