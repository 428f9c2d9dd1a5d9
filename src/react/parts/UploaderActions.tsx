'use client'
import { useEffect, useRef, useState, type HTMLAttributes } from 'react'
import { isBusy } from '../../core/uploader/state.js'
import { fill, shortName, spoken } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'
import { single } from '../input/once.js'
import { useRemainingTime } from '../view/useRemainingTime.js'
import { Button } from './Button.js'
import { useFailureIds, usePart, useUploaderContext } from '../view/context.js'
import { CloseIcon } from '../lib/icons.js'
import { UploaderTrigger } from './UploaderTrigger.js'
import { UploaderValidity } from './UploaderValidity.js'
import { dismissibleOf, isCancellable, primaryOf, shownOf, type Primary } from '../view/view.js'

/**
 * The main button, the one that replaces, the link's time, and ×. `children` stand in for all but
 * the main button and ×.
 */
export function UploaderActions({ children, className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state } = useUploaderContext()
  const part = usePart('actions', className)
  const row = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Primary>()
  useEffect(() => {
    if (row.current?.querySelector('[data-part=primary]:focus') == null) setHeld(undefined)
  }, [state.status])
  return (
    <>
      {shownOf(state) === undefined ? null : (
        <div ref={row} {...props} {...part}>
          <PrimaryButton held={held} onHold={setHeld} />
          {children ?? <Replace held={held !== undefined} />}
          {children === undefined ? <Validity /> : null}
        </div>
      )}
      <RemoveButton />
    </>
  )
}

/** In one row × makes room for another selection; a drop or a paste replaces directly. */
function Replace({ held }: { held: boolean }) {
  const { state, variant, messages } = useUploaderContext()
  if (variant === 'compact' && primaryOf(state) !== 'choose') return null
  // Keeps its width while the main button beside it is held.
  // As the main button it stands elsewhere: a new one, which does not move there.
  return (
    <UploaderTrigger key={String(primaryOf(state) === 'choose')}>
      {held ? <bdi>{messages.actions.replace}</bdi> : undefined}
    </UploaderTrigger>
  )
}

/**
 * An expired link is told in words; its zero would only take their room. In one row "Try anyway"
 * has it.
 */
function Validity() {
  const { control, state, variant } = useUploaderContext()
  const expired = useRemainingTime(control) === 0
  return expired || (variant === 'compact' && primaryOf(state) === 'anyway') ? null : (
    <UploaderValidity />
  )
}

interface PrimaryProps {
  held: Primary
  onHold: (action: Primary) => void
}

/**
 * Goes on with the image. Once clicked it stays, marked as disabled, until the focus is elsewhere:
 * a button that vanishes under the focus drops it, and one that turns into another makes a double
 * click do two things.
 */
function PrimaryButton({ held, onHold }: PrimaryProps) {
  const { state, control, messages, disabled, readOnly, variant } = useUploaderContext()
  const part = usePart('primary')
  const failureIds = useFailureIds()
  const expired = useRemainingTime(control) === 0
  const primary = primaryOf(state)
  const action = primary === 'choose' ? undefined : primary
  const shown = action ?? (isBusy(state) || state.status === 'success' ? held : undefined)
  if (shown === undefined || readOnly) return null
  const run = () => {
    if (action === undefined) return
    onHold(action)
    if (action === 'upload') control.upload()
    else control.retry()
  }
  return (
    <Button
      {...part}
      disabled={disabled}
      aria-disabled={action === undefined || undefined}
      aria-describedby={failureIds}
      onClick={run}
    >
      <bdi>
        {primaryText(shown, expired && action === 'upload' && variant === 'card', messages)}
      </bdi>
    </Button>
  )
}

function primaryText(primary: Primary, expired: boolean, { actions }: Messages): string {
  if (primary === 'upload') return expired ? actions.uploadWithNewLink : actions.upload
  if (primary === 'anyway') return actions.tryAnyway
  return primary === 'confirm' ? actions.checkAgain : actions.tryAgain
}

/**
 * × cancels what runs, puts a rejection away, or removes the image: one of them at a click, a
 * double click is one.
 */
function RemoveButton() {
  const { state, control, reset, dismiss, messages, disabled, readOnly } = useUploaderContext()
  const { actions } = messages
  const part = usePart('remove')
  const shown = shownOf(state)
  const name = shown?.name ?? (state.status === 'checking' ? state.source.name : undefined)
  const cancels = isCancellable(state)
  const rejection = cancels ? undefined : dismissibleOf(state)
  if (readOnly || (name === undefined && !rejection)) return null
  const label = rejection
    ? actions.dismiss
    : spoken(fill(cancels ? actions.cancel : actions.remove, { name: shortName(name ?? '') }))
  return (
    <Button
      {...part}
      aria-label={label}
      disabled={disabled}
      data-late={(cancels && !shown) || undefined}
      onClick={single(() =>
        cancels ? control.cancel() : rejection ? dismiss(rejection) : reset(),
      )}
    >
      {/* A tip for the eye: on the button it would be said after its name once more. */}
      <span data-siu aria-hidden title={label}>
        <CloseIcon />
      </span>
    </Button>
  )
}
