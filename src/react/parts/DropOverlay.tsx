'use client'
import { fill, formatFormats } from '../../locales/format.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { RejectedIcon, SearchImageIcon } from '../lib/icons.js'
import { dragTexts } from '../view/texts.js'

/** Covers the content during a drag. The content stays, so nothing moves and nothing is lost. */
export function DropOverlay() {
  const { chooser, messages, limits, view } = useUploaderContext()
  const part = usePart('overlay')
  const drag = chooser.dragState
  if (drag === null) return null
  const { title, text } = dragTexts(drag, view.image !== undefined, messages)
  return (
    <div {...part} aria-hidden>
      <span data-part="icon">{drag === 'reject' ? <RejectedIcon /> : <SearchImageIcon />}</span>
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
