'use client'
import { single } from '../input/once.js'
import { Button } from './Button.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { isKeptOffline } from '../view/view.js'

/**
 * Beside a first selection that waits because the browser says that it is offline, which may be
 * wrong.
 */
export function TryAnyway() {
  const { state, control, messages, disabled, readOnly } = useUploaderContext()
  const part = usePart('primary')
  if (readOnly || !isKeptOffline(state)) return null
  return (
    <Button {...part} disabled={disabled} onClick={single(() => control.retry())}>
      <bdi>{messages.actions.tryAnyway}</bdi>
    </Button>
  )
}
