'use client'
import type { HTMLAttributes, ReactNode } from 'react'
import type { UploadState } from '../../core/uploader/state.js'
import { errorText } from '../../locales/messageFor.js'
import { useRemainingTime } from '../view/useRemainingTime.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { AlertIcon, CheckIcon, ClockIcon } from '../lib/icons.js'
import { expiredText, successText } from '../view/texts.js'
import { bubbleFailureOf, hasNotice, rejectionOf, shownOf } from '../view/view.js'
import { Words } from './Words.js'

/** The status sentence of a resting image, and under it what was rejected meanwhile. */
export function UploaderMessage({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const context = useUploaderContext()
  const { state, messages, invalid, id } = context
  const part = usePart('message', className)
  const rejected = usePart('rejection')
  if (shownOf(state) === undefined) return null
  const rejection = rejectionOf(state)
  const late = rejection === undefined ? invalid : errorText(rejection, messages).text
  const bubbleFailure = bubbleFailureOf(state, context)
  // An image that failed and a rejection share the room: the failure is cut down to its heading.
  const bubble = late ?? (bubbleFailure && errorText(bubbleFailure, messages).text)
  return (
    <div {...props} {...part}>
      <Status state={state} short={late !== undefined || context.variant === 'compact'} />
      {bubble === undefined ? null : (
        // Not a <p>: where a host gives it a class, the margins of content sheets would reach it.
        <div key={bubble} role="paragraph" {...rejected} id={`${id}message`}>
          <AlertIcon />
          <span data-siu>
            <Words>{bubble}</Words>
          </span>
        </div>
      )}
      {bubble === undefined && hasNotice(state) ? (
        <p data-siu data-notice>
          <span data-siu>
            <bdi>{messages.status.animated}</bdi>
          </span>
        </p>
      ) : null}
    </div>
  )
}

function Status({ state, short }: { state: UploadState; short: boolean }) {
  const { messages, id } = useUploaderContext()
  if (state.status === 'error') {
    const { title, text } = errorText(state.error, messages)
    return (
      <Sentence
        tone="error"
        icon={<AlertIcon />}
        id={`${id}failure`}
        more={short ? undefined : text}
      >
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

/** Its own component: it re-renders with every second of the link. */
function Ready() {
  const { control, messages, variant } = useUploaderContext()
  const expired = useRemainingTime(control) === 0
  return expired ? (
    <Sentence key="expired" tone="warning" icon={<ClockIcon />}>
      {expiredText(messages, variant === 'compact')}
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
