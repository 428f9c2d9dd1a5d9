/** Holds the state. `transition` is the only rule by which it changes. */
import type { ImagePatch, PipelineEvent } from '../pipeline/events.js'
import type { UploadProgress } from '../pipeline/types.js'
import type { UploadLink } from '../protocol/types.js'
import {
  IDLE,
  isBusy,
  isResting,
  linkOf,
  type BusyState,
  type RestingState,
  type RunEndEvent,
  type UploadEvent,
  type UploadState,
} from './state.js'

export interface Store {
  readonly get: () => UploadState
  readonly dispatch: (event: UploadEvent) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** @param onChange is called when status or rejection change, after the subscribers */
export function createStore(onChange: (state: UploadState) => void): Store {
  let state: UploadState = IDLE
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    dispatch(event) {
      const [before, next] = [state, transition(state, event)]
      if (next === before) return
      state = next
      for (const listener of [...listeners]) listener()
      if (next.status !== before.status || next.rejection !== before.rejection) onChange(next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/**
 * The state after an event. An event that does not fit returns the same object, and the store then
 * emits nothing.
 */
export function transition(state: UploadState, event: UploadEvent): UploadState {
  switch (event.type) {
    case 'checkStarted':
      if (state.status === 'checking') return { ...state, source: event.source }
      return isResting(state)
        ? { status: 'checking', source: event.source, previous: state, ...rejectionOf(state) }
        : state
    case 'checkStopped':
      return state.status === 'checking' ? state.previous : state
    case 'rejected':
      return { ...(state.status === 'checking' ? state.previous : state), rejection: event.error }
    case 'accepted':
      return { status: 'preparing', image: event.image }
    case 'reset':
      // The only idle state without a rejection, so that a second reset changes nothing.
      return IDLE
    case 'valueGiven':
      return isResting(state) ? { status: 'success', asset: event.asset } : state
    case 'imageChanged':
      return withImage(state, event.patch)
    case 'readied':
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return isBusy(state) ? afterRun(state, event) : state
    default:
      return duringRun(state, event)
  }
}

function afterRun(state: BusyState, event: RunEndEvent): UploadState {
  const base = { image: state.image, ...rejectionOf(state) }
  switch (event.type) {
    case 'readied':
      return { status: 'ready', ...base, ...linkField(event.link) }
    case 'succeeded':
      return { status: 'success', ...base, asset: event.asset }
    case 'failed':
      return { status: 'error', ...base, error: event.error }
    case 'cancelled':
      return { status: 'ready', ...base }
  }
}

/** Events of a run apply only while there is an image that is not uploaded yet. */
function duringRun(
  state: UploadState,
  event: Exclude<PipelineEvent, { type: 'imageChanged' }>,
): UploadState {
  if (state.status === 'idle' || state.status === 'checking' || state.status === 'success')
    return state
  const base = { image: state.image, ...rejectionOf(state) }
  switch (event.type) {
    case 'preparing':
      return state.status === 'preparing'
        ? state
        : { status: 'preparing', ...base, ...linkField(linkOf(state)) }
    case 'requesting':
      return state.status === 'requesting' ? state : { status: 'requesting', ...base }
    case 'linkIssued':
      return state.status === 'preparing' || state.status === 'ready'
        ? { ...state, link: event.link }
        : state
    case 'linkDropped':
      return state.status === 'preparing' || state.status === 'ready' || state.status === 'waiting'
        ? withoutLink(state)
        : state
    case 'uploadStarted':
      return {
        status: 'uploading',
        ...base,
        link: event.link,
        progress: { loaded: 0, total: event.total, fraction: 0 },
      }
    case 'progressed':
      return state.status === 'uploading'
        ? { ...state, progress: forward(state.progress, event.progress) }
        : state
    case 'confirming':
      return { status: 'confirming', ...base, link: event.link }
    case 'waiting':
      return { ...waitingFor(event), ...base, ...linkField(event.link ?? linkOf(state)) }
  }
}

const waitingFor = ({ reason, until }: Extract<UploadEvent, { type: 'waiting' }>) =>
  ({ status: 'waiting', reason, ...(until === undefined ? {} : { until }) }) as const

const rejectionOf = (state: UploadState): Pick<UploadState, 'rejection'> =>
  state.rejection === undefined ? {} : { rejection: state.rejection }

const linkField = (link: UploadLink | undefined): { link?: UploadLink } =>
  link === undefined ? {} : { link }

function withoutLink<S extends { link?: UploadLink }>(state: S): S {
  const { link: _dropped, ...rest } = state
  return rest as S
}

function withImage(state: UploadState, patch: ImagePatch): UploadState {
  if (state.status === 'checking') {
    const previous = withImage(state.previous, patch)
    return previous === state.previous ? state : { ...state, previous: previous as RestingState }
  }
  if (state.status === 'idle' || state.image === undefined) return state
  const { preview: old, target: planned, ...rest } = state.image
  const { preview = old, target = planned, ...others } = patch
  const image = {
    ...rest,
    ...others,
    ...(preview == null ? {} : { preview }),
    ...(target == null ? {} : { target }),
  }
  return { ...state, image }
}

/** Progress never goes back within one upload. */
function forward(from: UploadProgress, to: UploadProgress): UploadProgress {
  return {
    ...to,
    loaded: Math.max(from.loaded, to.loaded),
    fraction: Math.max(from.fraction, to.fraction),
  }
}
