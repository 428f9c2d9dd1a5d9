'use client'
import type { HTMLAttributes } from 'react'
import { fill, formatFormats, formatSize } from '../../locales/format.js'
import { errorText } from '../../locales/messageFor.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { AlertIcon, RejectedIcon, SearchImageIcon } from '../lib/icons.js'
import { TryAnyway } from './TryAnyway.js'
import { progressTexts } from '../view/texts.js'
import { UploaderCamera } from './UploaderCamera.js'
import { UploaderTrigger } from './UploaderTrigger.js'
import { Words } from './Words.js'

/**
 * The invitation to select an image; after a rejected selection, what was wrong with it. Nothing
 * while an image is shown.
 * @param props Attributes of the element; `children` replace the trigger.
 * @returns The part `dropzone`.
 */
export function UploaderDropzone({
  children,
  className,
  ...props
}: HTMLAttributes<HTMLDivElement>) {
  const { view } = useUploaderContext()
  const part = usePart('dropzone', className)
  if (view.image !== undefined) return null
  const isRejected = view.rejection !== undefined && !view.isCompact
  return (
    <div {...props} {...part} data-rejected={isRejected || undefined}>
      <Icon isRejected={isRejected} />
      <Heading />
      <Hint />
      {children ?? <UploaderTrigger />}
      <TryAnyway />
      <UploaderCamera />
    </div>
  )
}

/** Absent beside "Try anyway", which takes its room, so that the box keeps its size. */
function Icon({ isRejected }: { isRejected: boolean }) {
  const { view } = useUploaderContext()
  const part = usePart('icon')
  if (view.isKeptOffline && !view.isCompact) return null
  return <span {...part}>{isRejected ? <RejectedIcon /> : <SearchImageIcon />}</span>
}

/** Absent in one row, where the trigger has this text and a rejection is shown below the row. */
function Heading() {
  const { view, messages, readOnly } = useUploaderContext()
  const part = usePart('title')
  if (view.isCompact && !readOnly) return null
  const invitation = readOnly ? messages.prompt.empty : messages.prompt.title
  const title = view.rejection ? errorText(view.rejection, messages).title : invitation
  return (
    <span key={title} {...part}>
      <bdi>{title}</bdi>
    </span>
  )
}

function Hint() {
  const { state, view, messages, invalid, readOnly, id } = useUploaderContext()
  const part = usePart('hint')
  const error = view.rejection ? errorText(view.rejection, messages).text : invalid
  if (error !== undefined) {
    return (
      <span key={error} id={`${id}message`} {...part} data-tone="error">
        {view.isCompact ? <AlertIcon /> : null}
        <span data-siu>
          <Words>{error}</Words>
        </span>
      </span>
    )
  }
  if (readOnly) return null
  const isLate = state.status === 'checking' || undefined
  return (
    <span key={state.status} id={`${id}hint`} {...part} data-late={isLate}>
      <HintText />
    </span>
  )
}

function HintText() {
  const { state, messages, disabled } = useUploaderContext()
  const isChecking = state.status === 'checking'
  if (!isChecking && !disabled) return <Invitation />
  return (
    <span data-siu>
      <Words>
        {isChecking ? progressTexts(state, messages, false).main : messages.prompt.disabled}
      </Words>
    </span>
  )
}

function Invitation() {
  const { messages, limits, pasting } = useUploaderContext()
  const { prompt, locale } = messages
  const minSize = formatSize(limits.minWidth, limits.minHeight, locale)
  return (
    <>
      <span data-siu data-fine>
        <bdi>{pasting ? prompt.hint : prompt.hintNoPaste}</bdi>
      </span>
      <small data-siu data-line>
        <Words>{formatFormats(limits.accept, locale)}</Words>{' '}
        <Words>{fill(prompt.limits, { minSize })}</Words>
      </small>
    </>
  )
}
