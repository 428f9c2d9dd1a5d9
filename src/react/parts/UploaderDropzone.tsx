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
import { isKeptOffline, rejectionOf, shownOf } from '../view/view.js'
import { Words } from './Words.js'

/**
 * The invitation, while there is no image; after a rejected selection, what was wrong with it.
 * `children` replace the trigger.
 */
export function UploaderDropzone({
  children,
  className,
  ...props
}: HTMLAttributes<HTMLDivElement>) {
  const { state, messages, readOnly, variant } = useUploaderContext()
  const part = usePart('dropzone', className)
  const [icon, heading] = [usePart('icon'), usePart('title')]
  const rejection = rejectionOf(state)
  if (shownOf(state) !== undefined) return null
  // In one row the trigger itself says it, and what was wrong stands below.
  const inRow = variant === 'compact'
  const invitation = readOnly ? messages.prompt.empty : messages.prompt.title
  const title = rejection === undefined ? invitation : errorText(rejection, messages).title
  return (
    <div {...props} {...part} data-rejected={(rejection !== undefined && !inRow) || undefined}>
      {/* The box keeps its size: "Try anyway" takes the icon's room. */}
      {isKeptOffline(state) && !inRow ? null : (
        <span {...icon}>
          {rejection === undefined || inRow ? <SearchImageIcon /> : <RejectedIcon />}
        </span>
      )}
      {inRow && !readOnly ? null : (
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
  const { state, messages, invalid, disabled, readOnly, id, variant } = useUploaderContext()
  const part = usePart('hint')
  const rejection = rejectionOf(state)
  const error = rejection === undefined ? invalid : errorText(rejection, messages).text
  if (error !== undefined) {
    return (
      <span key={error} id={`${id}message`} {...part} data-tone="error">
        {variant === 'compact' ? <AlertIcon /> : null}
        <span data-siu>
          <Words>{error}</Words>
        </span>
      </span>
    )
  }
  if (readOnly) return null
  return (
    <span
      key={state.status}
      id={`${id}hint`}
      {...part}
      data-late={state.status === 'checking' || undefined}
    >
      {disabled || state.status === 'checking' ? (
        <span data-siu>
          <Words>
            {state.status === 'checking'
              ? progressTexts(state, messages, false).main
              : messages.prompt.disabled}
          </Words>
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
