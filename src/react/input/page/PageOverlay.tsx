'use client'
import { useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { UploadState } from '../../../core/uploader/state.js'
import type { Messages } from '../../../locales/types.js'
import { SearchImageIcon } from '../../lib/icons.js'
import type { Chooser } from '../chooser.js'

export { isForUploader, joinPage } from './joinPage.js'

export interface PageOverlayProps {
  readonly chooser: Chooser
  readonly messages: Messages
  readonly state: UploadState
  readonly colorScheme: 'light' | 'dark' | undefined
  readonly className: string | undefined
}

/**
 * The cover of the page while a file is dragged over it, with `dropOnPage`. Outside of the root,
 * because inside it an ancestor that is a containing block would limit a fixed element.
 */
export function PageOverlay(props: PageOverlayProps) {
  const { chooser } = props
  if (chooser.pageDragState === null || chooser.dragState !== null) return null
  return createPortal(<Cover {...props} />, pageOf(chooser.rootRef.current))
}

function Cover({ chooser, messages, state, colorScheme, className }: PageOverlayProps) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => stayOnTop(ref.current), [])
  return (
    <div
      ref={ref}
      aria-hidden
      lang={messages.locale}
      data-part="page"
      data-drag={chooser.pageDragState}
      data-status={state.status}
      data-color-scheme={colorScheme}
      className={className}
    >
      <SearchImageIcon />
      <span data-siu>
        {chooser.pageDragState === 'reject' ? messages.drag.reject.title : messages.drag.page}
      </span>
    </div>
  )
}

/**
 * Keeps the cover on top as a popover. Modal dialogs, popovers and full-screen elements are above
 * every `z-index`, and each of them above those that opened before it; so the cover opens again
 * whenever another one opens.
 */
function stayOnTop(cover: HTMLElement | null): (() => void) | undefined {
  const view = cover?.ownerDocument.defaultView
  if (!view || typeof cover?.showPopover !== 'function') return
  cover.popover = 'manual'
  cover.showPopover()
  const onToggle = ({ target }: Event) => {
    if (target === cover) return
    cover.hidePopover()
    cover.showPopover()
  }
  view.addEventListener('toggle', onToggle, true)
  return () => view.removeEventListener('toggle', onToggle, true)
}

/**
 * The parent of the cover: `<body>`, or the shadow tree of the uploader, because a style sheet
 * applies only inside its own tree.
 */
function pageOf(root: HTMLElement | null): Element | DocumentFragment {
  const tree = (root?.getRootNode() ?? document) as Document | DocumentFragment
  return 'body' in tree ? tree.body : tree
}
