'use client'
import { single } from '../input/handlers.js'
import { Button } from './Button.js'
import { usePart, useUploaderContext } from '../view/context.js'

/**
 * The button beside a first selection that waits because the browser reports that it is offline.
 * That report may be wrong, so the user can try anyway.
 */
export function TryAnyway() {
  const { view, control, messages, disabled, readOnly } = useUploaderContext()
  const part = usePart('primary')
  if (readOnly || !view.isKeptOffline) return null
  return (
    <Button {...part} disabled={disabled} onClick={single(() => control.retry())}>
      <bdi>{messages.actions.tryAnyway}</bdi>
    </Button>
  )
}
