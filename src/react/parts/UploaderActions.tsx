'use client'
import { useEffect, useRef, useState, type HTMLAttributes } from 'react'
import { isBusy } from '../../core/uploader/state.js'
import { fill, shortName, spoken } from '../../locales/format.js'
import { single } from '../input/handlers.js'
import { CloseIcon } from '../lib/icons.js'
import { useRemainingTime } from '../view/useRemainingTime.js'
import { Button } from './Button.js'
import { useFailureIds, usePart, useUploaderContext } from '../view/context.js'
import type { Messages } from '../../locales/types.js'
import { UploaderTrigger } from './UploaderTrigger.js'
import { UploaderValidity } from './UploaderValidity.js'
import type { Primary } from '../view/view.js'

/**
 * The row of buttons: the main button, the button that replaces the image, and the remaining time
 * of the link; and ×. Without an image only ×.
 * @param props Attributes of the row; `children` replace everything but the main button and ×.
 * @returns The parts `actions` and `remove`.
 */
export function UploaderActions({ children, className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, view } = useUploaderContext()
  const part = usePart('actions', className)
  const row = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Primary>()
  useEffect(() => {
    if (row.current?.querySelector('[data-part=primary]:focus') == null) setHeld(undefined)
  }, [state.status])
  return (
    <>
      {view.image === undefined ? null : (
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

/**
 * Absent in one row, which has no room for it: × makes room for another selection, and a drop or a
 * paste replaces the image directly.
 */
function Replace({ held }: { held: boolean }) {
  const { view, messages } = useUploaderContext()
  const isMain = view.primary === 'choose'
  if (view.isCompact && !isMain) return null
  // The text stays the same while the main button beside it is held, so the width does not change.
  // The key makes a new element when it becomes the main button, because that is elsewhere.
  return (
    <UploaderTrigger key={String(isMain)}>
      {held ? <bdi>{messages.actions.replace}</bdi> : undefined}
    </UploaderTrigger>
  )
}

/**
 * Absent once the link has expired, which the message says, and in one row beside "Try anyway",
 * which takes its room.
 */
function Validity() {
  const { control, view } = useUploaderContext()
  const expired = useRemainingTime(control) === 0
  return expired || (view.isCompact && view.primary === 'anyway') ? null : <UploaderValidity />
}

interface PrimaryProps {
  held: Primary
  onHold: (action: Primary) => void
}

/**
 * The button that continues with the image. After a click it stays, marked as disabled, until the
 * focus is elsewhere: removing a focused button loses the focus, and replacing it lets a double
 * click trigger two actions.
 */
function PrimaryButton({ held, onHold }: PrimaryProps) {
  const { state, view, control, messages, disabled, readOnly } = useUploaderContext()
  const part = usePart('primary')
  const failureIds = useFailureIds()
  const expired = useRemainingTime(control) === 0
  const action = view.primary === 'choose' ? undefined : view.primary
  const displayed = action ?? (isBusy(state) || state.status === 'success' ? held : undefined)
  if (displayed === undefined || readOnly) return null
  const run = () => {
    if (action === undefined) return
    onHold(action)
    if (action === 'upload') control.upload()
    else control.retry()
  }
  const renews = expired && action === 'upload' && !view.isCompact
  return (
    <Button
      {...part}
      disabled={disabled}
      aria-disabled={action === undefined || undefined}
      aria-describedby={failureIds}
      onClick={run}
    >
      <bdi>{primaryText(displayed, renews, messages)}</bdi>
    </Button>
  )
}

function primaryText(primary: Primary, renews: boolean, { actions }: Messages): string {
  if (primary === 'upload') return renews ? actions.uploadWithNewLink : actions.upload
  if (primary === 'anyway') return actions.tryAnyway
  return primary === 'confirm' ? actions.checkAgain : actions.tryAgain
}

/**
 * The × button: cancels what runs, else dismisses a rejection, else removes the image. A double
 * click counts as one click.
 */
function RemoveButton() {
  const { state, view, control, reset, dismiss, messages, disabled, readOnly } =
    useUploaderContext()
  const { actions } = messages
  const part = usePart('remove')
  const name = view.image?.name ?? (state.status === 'checking' ? state.source.name : undefined)
  const rejection = view.isCancellable ? undefined : view.dismissible
  if (readOnly || (name === undefined && !rejection)) return null
  const text = view.isCancellable ? actions.cancel : actions.remove
  const label = rejection ? actions.dismiss : spoken(fill(text, { name: shortName(name ?? '') }))
  const run = () => {
    if (rejection) dismiss(rejection)
    else if (view.isCancellable) control.cancel()
    else reset()
  }
  return (
    <Button
      {...part}
      aria-label={label}
      disabled={disabled}
      data-late={(view.isCancellable && !view.image) || undefined}
      onClick={single(run)}
    >
      {/* The tooltip is inside, because screen readers would read it after the button's name. */}
      <span data-siu aria-hidden title={label}>
        <CloseIcon />
      </span>
    </Button>
  )
}
