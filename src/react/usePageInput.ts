import { useEffect, type RefObject } from 'react'
import type { Choice } from '../core/index.js'
import { carriesFiles, choiceOf } from './transfer.js'
import type { DragTracker } from './useDragTracker.js'

export interface PageInput {
  rootRef: RefObject<HTMLElement | null>
  paste: 'focus' | 'page' | false
  dropOnPage: boolean
  disabled: boolean
  drag: DragTracker
  take: (choice: Choice) => void
}

/** What has to be listened for on the document: pastes, drops on the page, and stray drops. */
export function usePageInput({ rootRef, paste, dropOnPage, disabled, drag, take }: PageInput): void {
  usePaste(rootRef, disabled ? false : paste, take)
  const listen = dropOnPage && !disabled
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      if (listen) drag.end()
      // A drop on the zone itself was taken there, and is marked so.
      if (event.defaultPrevented || !keepsPage(event, rootRef.current)) return
      event.preventDefault()
      if (listen && event.dataTransfer !== null) take(choiceOf(event.dataTransfer))
    }
    const onDragOver = (event: DragEvent) => {
      if (event.defaultPrevented || !keepsPage(event, rootRef.current) || event.dataTransfer === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = listen ? 'copy' : 'none'
    }
    const onDragEnd = () => drag.end()
    const listeners = [
      ['dragover', onDragOver],
      ['drop', onDrop],
      ...(listen
        ? ([
            ['dragenter', drag.enter],
            ['dragleave', drag.leave],
            ['dragend', onDragEnd],
          ] as const)
        : []),
    ] as const
    const page = pageOf(rootRef)
    for (const [type, run] of listeners) page.addEventListener(type, run)
    return () => {
      for (const [type, run] of listeners) page.removeEventListener(type, run)
    }
  }, [rootRef, listen, drag, take])
}

/** A file dropped beside a drop zone makes the browser leave the page; drops of text and drops on other inputs are the host's. */
function keepsPage(event: DragEvent, root: HTMLElement | null): boolean {
  return root !== null && event.dataTransfer !== null && carriesFiles(event.dataTransfer) && !isEditable(event)
}

/**
 * Listens on the document because a paste goes to the element that holds the selection, which a focused button does not
 * (https://w3c.github.io/clipboard-apis/#fire-a-clipboard-event).
 */
function usePaste(rootRef: RefObject<HTMLElement | null>, paste: 'focus' | 'page' | false, take: (choice: Choice) => void): void {
  useEffect(() => {
    if (paste === false) return
    const onPaste = (event: ClipboardEvent) => {
      if (rootRef.current === null || event.defaultPrevented || event.clipboardData === null) return
      const focused = rootRef.current.matches(':focus-within')
      if (!focused && (paste !== 'page' || isEditable(event))) return
      const choice = choiceOf(event.clipboardData)
      if ('none' in choice && !focused) return
      event.preventDefault()
      take(choice)
    }
    const page = pageOf(rootRef)
    page.addEventListener('paste', onPaste)
    return () => page.removeEventListener('paste', onPaste)
  }, [rootRef, paste, take])
}

/** The view may stand in another window than this script. */
const pageOf = (rootRef: RefObject<HTMLElement | null>): Document => rootRef.current?.ownerDocument ?? document

function isEditable(event: Event): boolean {
  // By shape: the element may be of another window. A document has neither.
  const target = event.composedPath()[0] as Partial<HTMLElement> | undefined
  return target?.isContentEditable === true || target?.matches?.('input, textarea, select') === true
}
