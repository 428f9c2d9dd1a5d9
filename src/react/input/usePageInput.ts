import { useEffect, useInsertionEffect, useRef, type DragEvent, type RefObject } from 'react'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { pageOverlay } from './pageOverlay.js'

/** One mounted uploader, for the page around it. */
export interface Member {
  readonly rootRef: RefObject<HTMLElement | null>
  readonly paste: 'focus' | 'page' | false
  readonly dropOnPage: boolean
  readonly guardPage: boolean
  /** False: neither a paste nor a drop on the page is for it. */
  readonly isEnabled: () => boolean
  readonly take: (selection: ImageSelection) => void
  /** Shows that a drop on the page would be taken; `null`: none would. */
  readonly showDrag: (data: DataTransfer | null) => void
  /** The drag is over, wherever it ended. */
  readonly endDrag: () => void
}

/** @returns whether a drag over the uploader could be for it. */
export function usePageInput(member: Member): (event: DragEvent<HTMLElement>) => boolean {
  const newest = useRef(member)
  useInsertionEffect(() => {
    newest.current = member
  })
  const page = pageOverlay.useLate(true)
  const { rootRef } = member
  // The uploader may stand in another window than this script.
  useEffect(
    () => page?.joinPage(rootRef.current?.ownerDocument.defaultView ?? window, newest),
    [page, rootRef],
  )
  return page?.isForUploader ?? always
}

const always = () => true
