'use client'
import { fill, shortName, spoken } from '../../locales/format.js'
import { single } from '../input/once.js'
import { CloseIcon } from '../lib/icons.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { Button } from './Button.js'

/**
 * The × button: cancels what runs, else dismisses a rejection, else removes the image. A double
 * click counts as one click.
 */
export function RemoveButton() {
  const { state, view, disabled, readOnly } = useUploaderContext()
  const part = usePart('remove')
  const { run, label } = useRemoval()
  if (readOnly || label === undefined) return null
  const isLate = state.status === 'checking' && view.image === undefined
  return (
    <Button
      {...part}
      aria-label={label}
      disabled={disabled}
      data-late={isLate || undefined}
      onClick={single(run)}
    >
      {/* The tooltip is inside, because screen readers would read it after the button's name. */}
      <span data-siu aria-hidden title={label}>
        <CloseIcon />
      </span>
    </Button>
  )
}

/** What a click does, and its name; without a name there is nothing to remove. */
function useRemoval(): { run: () => void; label: string | undefined } {
  const { state, view, control, reset, dismiss, messages } = useUploaderContext()
  const { actions } = messages
  const rejection = view.dismissible
  if (rejection && !view.isCancellable)
    return { run: () => dismiss(rejection), label: actions.dismiss }
  const name = view.image?.name ?? (state.status === 'checking' ? state.source.name : undefined)
  const labelled = (text: string) =>
    name === undefined ? undefined : spoken(fill(text, { name: shortName(name) }))
  return view.isCancellable
    ? { run: () => control.cancel(), label: labelled(actions.cancel) }
    : { run: reset, label: labelled(actions.remove) }
}
