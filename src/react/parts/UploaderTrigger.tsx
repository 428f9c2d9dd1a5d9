'use client'
import type { ButtonHTMLAttributes } from 'react'
import type { UploadState } from '../../core/uploader/state.js'
import type { Messages } from '../../locales/types.js'
import { Button } from './Button.js'
import { joined, useFailureIds, usePart, useUploaderContext } from '../view/context.js'
import { primaryOf, rejectionOf, shownOf } from '../view/view.js'

/**
 * The button that opens the file dialog; the one focus stop for choosing. `children` replace its
 * text.
 */
export function UploaderTrigger({
  children,
  className,
  ...props
}: ButtonHTMLAttributes<HTMLButtonElement>) {
  const { chooser, state, readOnly, id, triggerId, describedBy, invalid, messages, variant } =
    useUploaderContext()
  const part = usePart('trigger', className)
  const failureIds = useFailureIds()
  if (readOnly) return null
  const shown = shownOf(state)
  const mends = primaryOf(state) === 'choose' ? failureIds : undefined
  const problem =
    rejectionOf(state) !== undefined || invalid !== undefined ? `${id}message` : undefined
  const hint =
    shown === undefined && state.status === 'idle' && problem === undefined
      ? `${id}hint`
      : undefined
  const description = joined(mends, problem, hint, describedBy)
  const text = triggerText(state, messages, variant === 'compact')
  return (
    <Button
      {...chooser.getTriggerProps({ 'aria-describedby': description, ...props })}
      id={triggerId}
      {...part}
      data-main={shown === undefined || primaryOf(state) === 'choose' || undefined}
    >
      {children ?? <bdi key={text}>{text}</bdi>}
      {shown === undefined ? null : (
        <span data-siu data-hidden>
          {' '}
          {shown.name}
        </span>
      )}
    </Button>
  )
}

function triggerText(state: UploadState, { actions, prompt }: Messages, short: boolean): string {
  if (shownOf(state) === undefined) {
    if (rejectionOf(state) !== undefined) return actions.chooseAnother
    return short ? prompt.title : actions.choose
  }
  return primaryOf(state) === 'choose' && !short ? actions.chooseAnother : actions.replace
}
