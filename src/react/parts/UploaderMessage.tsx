'use client'
import type { HTMLAttributes, ReactNode } from 'react'
import { errorText } from '../../locales/messageFor.js'
import { useRemainingTime } from '../view/useRemainingTime.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { AlertIcon, CheckIcon, ClockIcon } from '../lib/icons.js'
import { expiredText, successText } from '../view/texts.js'
import { Words } from './Words.js'

/**
 * The status sentence of an image that is not being uploaded, and below it a rejected selection.
 * Nothing without an image.
 * @param props Attributes of the element.
 * @returns The part `message`.
 */
export function UploaderMessage({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { view, messages, invalid, id } = useUploaderContext()
  const part = usePart('message', className)
  const rejected = usePart('rejection')
  if (view.image === undefined) return null
  const { rejection, bubbleFailure } = view
  const added = rejection ? errorText(rejection, messages).text : invalid
  // A rejection, or the sentence of a failure in one row.
  const second = added ?? (bubbleFailure && errorText(bubbleFailure, messages).text)
  return (
    <div {...props} {...part}>
      {/* If both a failure and a rejection are shown, the failure is reduced to its heading. */}
      <Status short={added !== undefined || view.isCompact} />
      {second === undefined ? null : (
        // Not a <p>, because style sheets for text content give margins to each <p> with a class.
        <div key={second} role="paragraph" {...rejected} id={`${id}message`}>
          <AlertIcon />
          <span data-siu>
            <Words>{second}</Words>
          </span>
        </div>
      )}
      {second === undefined && view.hasNotice ? (
        <p data-siu data-notice>
          <span data-siu>
            <bdi>{messages.status.animated}</bdi>
          </span>
        </p>
      ) : null}
    </div>
  )
}

function Status({ short }: { short: boolean }) {
  const { state, messages, id } = useUploaderContext()
  if (state.status === 'error') {
    const { title, text } = errorText(state.error, messages)
    const more = short ? undefined : text
    return (
      <Sentence tone="error" icon={<AlertIcon />} id={`${id}failure`} more={more}>
        {title}
      </Sentence>
    )
  }
  if (state.status === 'ready') return <Ready />
  if (state.status !== 'success') return null
  return (
    <Sentence tone="success" icon={<CheckIcon />}>
      {successText(state.asset, messages)}
    </Sentence>
  )
}

/** A component of its own, because it renders again with every second of the link. */
function Ready() {
  const { control, messages, view } = useUploaderContext()
  const expired = useRemainingTime(control) === 0
  return expired ? (
    <Sentence key="expired" tone="warning" icon={<ClockIcon />}>
      {expiredText(messages, view.isCompact)}
    </Sentence>
  ) : (
    <Sentence key="ready" tone="calm">
      {messages.status.ready}
    </Sentence>
  )
}

interface SentenceProps {
  tone: 'calm' | 'success' | 'warning' | 'error'
  icon?: ReactNode
  id?: string | undefined
  more?: string | undefined
  children: string
}

function Sentence({ tone, icon, id, more, children }: SentenceProps) {
  return (
    <p key={children} data-siu data-tone={tone} id={id}>
      {icon}
      <span data-siu>
        <Words>{children}</Words> {more === undefined ? null : <Words data-more>{more}</Words>}
      </span>
    </p>
  )
}
