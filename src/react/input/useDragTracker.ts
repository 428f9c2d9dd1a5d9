import { useMemo, useRef, useState } from 'react'
import { DragTargets } from './dragTargets.js'
import type { DragState } from './transfer.js'

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
