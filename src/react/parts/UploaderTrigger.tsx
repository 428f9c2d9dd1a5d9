'use client'
import type { ButtonHTMLAttributes } from 'react'
import type { Messages } from '../../locales/types.js'
import { Button } from './Button.js'
import { joined, useFailureIds, usePart, useUploaderContext } from '../view/context.js'
import type { View } from '../view/view.js'

/**
 * The button that opens the file dialog. The keyboard reaches the file dialog through it only.
 * Nothing while the uploader is read-only.
 * @param props Attributes of the button; `children` replace its text.
 * @returns The part `trigger`.
 */
export function UploaderTrigger({
  children,
  className,
  ...props
}: ButtonHTMLAttributes<HTMLButtonElement>) {
  const { chooser, view, readOnly, triggerId, messages } = useUploaderContext()
  const part = usePart('trigger', className)
  const description = useDescription()
  if (readOnly) return null
  const isMain = view.image === undefined || view.primary === 'choose'
  const text = triggerText(view, messages)
  return (
    <Button
      {...chooser.getTriggerProps({ 'aria-describedby': description, ...props })}
      id={triggerId}
      {...part}
      data-main={isMain || undefined}
    >
      {children ?? <bdi key={text}>{text}</bdi>}
      {view.image === undefined ? null : (
        <span data-siu data-hidden>
          {' '}
          {view.image.name}
        </span>
      )}
    </Button>
  )
}

/** Ids of the texts that describe the trigger in the present state. */
function useDescription(): string | undefined {
  const { state, view, id, describedBy, invalid } = useUploaderContext()
  const failureIds = useFailureIds()
  const hasProblem = view.rejection !== undefined || invalid !== undefined
  const hasHint = view.image === undefined && state.status === 'idle' && !hasProblem
  return joined(
    view.primary === 'choose' ? failureIds : undefined,
    hasProblem ? `${id}message` : undefined,
    hasHint ? `${id}hint` : undefined,
    describedBy,
  )
}

function triggerText(view: View, { actions, prompt }: Messages): string {
  if (view.image === undefined) {
    if (view.rejection !== undefined) return actions.chooseAnother
    return view.isCompact ? prompt.title : actions.choose
  }
  return view.primary === 'choose' && !view.isCompact ? actions.chooseAnother : actions.replace
}
