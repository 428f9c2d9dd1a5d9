import { useMemo, useRef, useState } from 'react'
import { DragTargets } from './dragTargets.js'
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

/** Whether something is dragged over an element, and what. */
export function useDragTracker(read: (data: DataTransfer) => DragVerdict): [DragVerdict | null, DragTracker] {
  const [verdict, setVerdict] = useState<DragVerdict | null>(null)
  const targets = useRef(new DragTargets())
  const tracker = useMemo<DragTracker>(
    () => ({
      enter({ target, dataTransfer }) {
        targets.current.enter(target)
        if (dataTransfer !== null) setVerdict(read(dataTransfer))
      },
      leave({ target }) {
        if (targets.current.leave(target)) setVerdict(null)
      },
      end() {
        targets.current.clear()
        setVerdict(null)
      },
    }),
    [read],
  )
  return [verdict, tracker]
}
