'use client'
import { fill, formatFormats } from '../../locales/format.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { RejectedIcon, SearchImageIcon } from '../lib/icons.js'
import { dragTexts } from '../view/texts.js'

/**
 * Covers what is there instead of replacing it, so that nothing moves and nothing is lost under a
 * drag.
 */
export function DropOverlay() {
  const { chooser, messages, limits, state } = useUploaderContext()
  const part = usePart('overlay')
  const dragged = chooser.dragState
  if (dragged === null) return null
  const { title, text } = dragTexts(dragged, state, messages)
  return (
    <div {...part} aria-hidden>
      <span data-part="icon">{dragged === 'reject' ? <RejectedIcon /> : <SearchImageIcon />}</span>
      <span data-part="title">
        <bdi>{title}</bdi>
      </span>
      <span data-part="hint">
        <span data-siu>
          <bdi>{fill(text, { formats: formatFormats(limits.accept, messages.locale) })}</bdi>
        </span>
      </span>
    </div>
  )
}
