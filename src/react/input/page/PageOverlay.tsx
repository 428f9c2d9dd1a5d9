'use client'
import { useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { UploadState } from '../../../core/uploader/state.js'
import type { Messages } from '../../../locales/types.js'
import { SearchImageIcon } from '../../lib/icons.js'
import type { Chooser } from '../useChooser.js'

export { isForUploader, joinPage } from './joinPage.js'

export interface PageOverlayProps {
  readonly chooser: Chooser
  readonly messages: Messages
  readonly state: UploadState
  readonly colorScheme: 'light' | 'dark' | undefined
  readonly className: string | undefined
}

/**
 * While a file is dragged over a page that takes it anywhere. Outside the root, because a
 * containing block of the host would hold a fixed element back.
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
 * Modal dialogs, popovers and full-screen elements lie above every `z-index`; whatever opens last
 * lies above those before.
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
 * A shadow tree is a page of its own: the document's styles do not reach into it, nor its styles
 * out.
 */
function pageOf(root: HTMLElement | null): Element | DocumentFragment {
  const tree = (root?.getRootNode() ?? document) as Document | DocumentFragment
  return 'body' in tree ? tree.body : tree
}
