import { useEffect, useInsertionEffect, useRef, type DragEvent, type RefObject } from 'react'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { pageOverlay } from './pageOverlay.js'

/** One mounted uploader, for the page around it. */
export interface Member {
  readonly rootRef: RefObject<HTMLElement | null>
  readonly paste: 'focus' | 'page' | false
  readonly dropOnPage: boolean
  readonly guardPage: boolean
  /** False: the uploader takes neither pastes nor drops on the page. */
  readonly isEnabled: () => boolean
  readonly take: (selection: ImageSelection) => void
  /** Shows that the uploader would take a drop on the page; `null`: it would not. */
  readonly showDrag: (data: DataTransfer | null) => void
  /** A drag has ended, anywhere in the window. */
  readonly endDrag: () => void
}

/**
 * Lets the uploader receive pastes and drops on the page once that code is loaded.
 * @returns a function that tells whether a drag over the uploader could be for it.
 */
export function usePageInput(member: Member): (event: DragEvent<HTMLElement>) => boolean {
  const newest = useRef(member)
  useInsertionEffect(() => {
    newest.current = member
  })
  const page = pageOverlay.useLate(true)
  const { rootRef } = member
  // The uploader may be in another window than this script.
  useEffect(
    () => page?.joinPage(rootRef.current?.ownerDocument.defaultView ?? window, newest),
    [page, rootRef],
  )
  return page?.isForUploader ?? always
}

const always = () => true
