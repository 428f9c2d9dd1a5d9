'use client'
import { createPortal } from 'react-dom'
import { joined, useUploaderContext } from './context.js'
import { SearchImageIcon } from './icons.js'

/** While a file is dragged over a page that takes it anywhere. Outside the root, because a containing block of the host would hold a fixed element back. */
export function PageOverlay() {
  const { chooser, messages, classNames, state } = useUploaderContext()
  if (chooser.pageDragVerdict === null || chooser.dragVerdict !== null) return null
  return createPortal(
    <div
      aria-hidden
      data-part="page"
      data-drag={chooser.pageDragVerdict}
      data-status={state.status}
      className={joined('siu-page', classNames.page)}
    >
      <SearchImageIcon />
      <span data-siu>{chooser.pageDragVerdict === 'reject' ? messages.drag.reject.title : messages.drag.page}</span>
    </div>,
    pageOf(chooser.rootRef.current),
  )
}

/** A shadow tree is a page of its own: the document's styles do not reach into it, nor its styles out. */
function pageOf(root: HTMLElement | null): Element | DocumentFragment {
  const tree = (root?.getRootNode() ?? document) as Document | DocumentFragment
  return 'body' in tree ? tree.body : tree
}
