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
  const { view, messages, readOnly } = useUploaderContext()
  const part = usePart('dropzone', className)
  const [icon, heading] = [usePart('icon'), usePart('title')]
  if (view.image !== undefined) return null
  const { isCompact, rejection } = view
  // In one row the trigger has the text of the invitation, and a rejection is below the row.
  const isRejected = rejection !== undefined && !isCompact
  const invitation = readOnly ? messages.prompt.empty : messages.prompt.title
  const title = rejection ? errorText(rejection, messages).title : invitation
  return (
    <div {...props} {...part} data-rejected={isRejected || undefined}>
      {/* "Try anyway" replaces the icon, because the box keeps its size. */}
      {view.isKeptOffline && !isCompact ? null : (
        <span {...icon}>{isRejected ? <RejectedIcon /> : <SearchImageIcon />}</span>
      )}
      {isCompact && !readOnly ? null : (
        <span key={title} {...heading}>
          <bdi>{title}</bdi>
        </span>
      )}
      <Hint />
      {children ?? <UploaderTrigger />}
      <TryAnyway />
      <UploaderCamera />
    </div>
  )
}

function Hint() {
  const { state, view, messages, invalid, disabled, readOnly, id } = useUploaderContext()
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
  const isChecking = state.status === 'checking'
  const { main } = progressTexts(state, messages, false)
  return (
    <span key={state.status} id={`${id}hint`} {...part} data-late={isChecking || undefined}>
      {disabled || isChecking ? (
        <span data-siu>
          <Words>{isChecking ? main : messages.prompt.disabled}</Words>
        </span>
      ) : (
        <Invitation />
      )}
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
