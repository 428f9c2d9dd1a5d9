'use client'
import { useEffect, useRef, useState, type HTMLAttributes } from 'react'
import { isBusy } from '../../core/state.js'
import { fill, shortName } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'
import { useRemainingTime } from '../useRemainingTime.js'
import { usePart, useUploaderContext } from './context.js'
import { CloseIcon } from './icons.js'
import { UploaderTrigger } from './UploaderTrigger.js'
import { UploaderValidity } from './UploaderValidity.js'
import { isCancellable, primaryOf, shownOf, type Primary } from './view.js'

/** The main button, the button that replaces, the link's time, and ×. `children` stand in for the middle two. */
export function UploaderActions({ children, className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state } = useUploaderContext()
  const part = usePart('actions', className)
  const shown = shownOf(state) !== undefined
  return (
    <>
      {shown ? (
        <div {...props} {...part}>
          <PrimaryButton />
          {children ?? (
            <>
              <Replace />
              <UploaderValidity />
            </>
          )}
        </div>
      ) : null}
      <RemoveButton />
    </>
  )
}

/** In one row, and beside the longest main button, × makes room for another choice; a drop or a paste replaces directly. */
function Replace() {
  const { state, variant, control } = useUploaderContext()
  const expired = useRemainingTime(control) === 0 && state.status === 'ready'
  return expired || (variant === 'compact' && primaryOf(state) !== 'choose') ? null : <UploaderTrigger />
}

/**
 * Goes on with the picture. Once clicked it stays, marked as disabled, until the focus is elsewhere: a button that
 * vanishes under the focus drops it, and one that turns into another makes a double click do two things.
 */
function PrimaryButton() {
  const { state, control, messages, disabled, readOnly, variant } = useUploaderContext()
  const part = usePart('primary')
  const button = useRef<HTMLButtonElement>(null)
  const [held, setHeld] = useState<Primary>()
  const expired = useRemainingTime(control) === 0
  const primary = primaryOf(state)
  const action = primary === 'choose' ? undefined : primary
  useEffect(() => {
    if (document.activeElement !== button.current) setHeld(undefined)
  }, [state.status])
  const shown = action ?? (isBusy(state) || state.status === 'success' ? held : undefined)
  if (shown === undefined || readOnly) return null
  const run = () => {
    if (action === undefined) return
    setHeld(action)
    if (action === 'upload') control.upload()
    else control.retry()
  }
  return (
    <button ref={button} type="button" {...part} disabled={disabled} aria-disabled={action === undefined || undefined} onClick={run}>
      <bdi>{primaryText(shown, expired && variant === 'card', messages)}</bdi>
    </button>
  )
}

function primaryText(primary: Primary, expired: boolean, { actions }: Messages): string {
  if (primary === 'upload') return expired ? actions.uploadWithNewLink : actions.upload
  return primary === 'confirm' ? actions.checkAgain : actions.tryAgain
}

function RemoveButton() {
  const { state, control, messages, disabled, readOnly } = useUploaderContext()
  const part = usePart('remove')
  const shown = shownOf(state)
  if (readOnly || (shown === undefined && state.status !== 'checking')) return null
  const cancels = isCancellable(state)
  const name = shortName(shown?.name ?? (state.status === 'checking' ? state.source.name : ''))
  const label = fill(cancels ? messages.actions.cancel : messages.actions.remove, { name })
  return (
    <button
      type="button"
      {...part}
      aria-label={label}
      title={label}
      disabled={disabled}
      data-late={shown === undefined || undefined}
      onClick={() => (cancels ? control.cancel() : control.reset())}
    >
      <CloseIcon />
    </button>
  )
}
