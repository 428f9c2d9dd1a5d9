'use client'
import type { HTMLAttributes, ReactNode } from 'react'
import type { UploadState } from '../../core/state.js'
import type { ErrorText } from '../../locales/types.js'
import { errorText } from '../messageFor.js'
import { useRemainingTime } from '../useRemainingTime.js'
import { usePart, useUploaderContext } from './context.js'
import { AlertIcon, CheckIcon, ClockIcon } from './icons.js'
import { rejectionOf, shownOf } from './view.js'

/** The status sentence of a resting picture, and under it what was refused meanwhile. */
export function UploaderMessage({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages, invalid, id, variant } = useUploaderContext()
  const part = usePart('message', className)
  const rejected = usePart('rejection')
  if (shownOf(state) === undefined) return null
  const rejection = rejectionOf(state)
  const late = rejection === undefined ? invalid : errorText(rejection, messages).text
  const failure = state.status === 'error' ? errorText(state.error, messages) : undefined
  // A picture that failed and a refused choice share the room: the older one is cut down to its heading.
  const bubble = late ?? (variant === 'compact' ? failure?.text : undefined)
  return (
    <div {...props} {...part}>
      <Status state={state} failure={failure} short={bubble !== undefined} messageId={bubble === undefined ? `${id}message` : undefined} />
      {bubble === undefined ? null : (
        // Not a <p>: where a host gives it a class, the margins of content sheets would reach it.
        <div key={bubble} role="paragraph" {...rejected} id={`${id}message`}>
          <AlertIcon />
          <span data-siu>
            <bdi>{bubble}</bdi>
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

interface StatusProps {
  state: UploadState
  failure: ErrorText | undefined
  short: boolean
  messageId: string | undefined
}

function Status({ state, failure, short, messageId }: StatusProps) {
  const { messages } = useUploaderContext()
  if (failure !== undefined) {
    return (
      <Sentence tone="error" icon={<AlertIcon />} id={messageId} more={short ? undefined : failure.text}>
        {failure.title}
      </Sentence>
    )
  }
  if (state.status === 'ready') return <Ready />
  if (state.status !== 'success') return null
  return (
    <Sentence tone="success" icon={<CheckIcon />}>
      {state.asset.confirmed ? messages.status.success : messages.status.unconfirmed}
    </Sentence>
  )
}

/** Its own component: it re-renders with every second of the link. */
function Ready() {
  const { control, messages, variant } = useUploaderContext()
  const expired = useRemainingTime(control) === 0
  return expired ? (
    <Sentence key="expired" tone="warning" icon={<ClockIcon />}>
      {variant === 'compact' ? messages.errors['link-expired'].title : messages.status.expired}
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
        <bdi>{children}</bdi> {more === undefined ? null : <bdi data-more>{more}</bdi>}
      </span>
    </p>
  )
}

const hasNotice = (state: UploadState): boolean => 'image' in state && state.image?.notices?.includes('animated') === true
