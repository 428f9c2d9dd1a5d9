import { useMemo, useRef, useState } from 'react'
import type { DragVerdict } from './transfer.js'

interface DragLike {
  readonly target: EventTarget | null
  readonly dataTransfer: DataTransfer | null
}

export interface DragTracker {
  enter(event: DragLike): void
  leave(event: DragLike): void
  end(): void
}

/**
 * Whether something is dragged over an element, and what. Enter and leave events come for every child, in Firefox twice
 * for the same one, and not at all for a child that React removed meanwhile; so the entered targets are kept and counted.
 * `read` returns `null` for drags that are none of our business.
 */
export function useDragTracker(read: (data: DataTransfer) => DragVerdict | null): [DragVerdict | null, DragTracker] {
  const [verdict, setVerdict] = useState<DragVerdict | null>(null)
  const targets = useRef<EventTarget[]>([])
  const tracker = useMemo<DragTracker>(
    () => ({
      enter({ target, dataTransfer }) {
        if (target !== null) targets.current.push(target)
        if (dataTransfer !== null) setVerdict(read(dataTransfer))
      },
      leave({ target }) {
        const left = targets.current.filter((entered) => (entered as Partial<Node>).isConnected !== false)
        const index = left.findIndex((entered) => entered === target)
        if (index !== -1) left.splice(index, 1)
        targets.current = left
        if (left.length === 0) setVerdict(null)
      },
      end() {
        targets.current = []
        setVerdict(null)
      },
    }),
    [read],
  )
  return [verdict, tracker]
}
