import { useEffect, useInsertionEffect, useRef, type DragEvent } from 'react'
import type { Member } from './chooser.js'
import { late } from '../lib/late.js'

/**
 * What the uploader does on the page around it: page-wide pastes and drops, the guard and the
 * cover. Loaded after the first paint; until then the browser handles a paste or a drop on the page
 * as without the uploader.
 */
export const pageOverlay = late(() => import('./page/PageOverlay.js'))

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
