/**
 * Where a drag is: enter and leave events come for every child, in Firefox twice for the same one,
 * and not at all for a child that React removed meanwhile; so the entered targets are kept and
 * counted.
 */
export class DragTargets {
  #targets: EventTarget[] = []

  /** @returns whether the drag was elsewhere before. */
  enter(target: EventTarget | null): boolean {
    if (target !== null) this.#targets.push(target)
    return this.#targets.length < 2
  }

  /** @returns whether the drag is elsewhere now. */
  leave(target: EventTarget | null): boolean {
    const left = this.#targets.filter((entered) => (entered as Partial<Node>).isConnected !== false)
    const index = left.findIndex((entered) => entered === target)
    if (index !== -1) left.splice(index, 1)
    this.#targets = left
    return left.length === 0
  }

  clear(): void {
    this.#targets = []
  }
}
