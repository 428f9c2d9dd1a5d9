import { useMemo, useRef, useState } from 'react'
import type { DragState } from './transfer.js'

/**
 * Tells whether a drag is over an area. Enter and leave events come for every child, in Firefox
 * twice for the same child, and no leave event comes for a child that React has removed; so the
 * entered targets are kept and counted.
 */
export class DragTargets {
  #targets: EventTarget[] = []

  /** @returns whether the drag has just entered the area. */
  enter(target: EventTarget | null): boolean {
    if (target !== null) this.#targets.push(target)
    return this.#targets.length < 2
  }

  /** @returns whether the drag has left the area. */
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

interface DragLike {
  readonly target: EventTarget | null
  readonly dataTransfer: DataTransfer | null
}

export interface DragTracker {
  enter(event: DragLike): void
  leave(event: DragLike): void
  end(): void
}

/** What is dragged over an element; `null`: nothing. */
export function useDragTracker(
  read: (data: DataTransfer) => DragState,
): [DragState | null, DragTracker] {
  const [dragged, setDragged] = useState<DragState | null>(null)
  const targets = useRef(new DragTargets())
  const tracker = useMemo<DragTracker>(
    () => ({
      enter({ target, dataTransfer }) {
        targets.current.enter(target)
        if (dataTransfer !== null) setDragged(read(dataTransfer))
      },
      leave({ target }) {
        if (targets.current.leave(target)) setDragged(null)
      },
      end() {
        targets.current.clear()
        setDragged(null)
      },
    }),
    [read],
  )
  return [dragged, tracker]
}
