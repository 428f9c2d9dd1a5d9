/** What the parts of one uploader share. Layer L3. */
import { callHost } from '../platform/call-host.js'
import { createCountdown, type Countdown } from './countdown.js'
import type { Ports } from '../platform/ports.js'
import { createPreviewSlot, type PreviewSlot } from './preview-slot.js'
import { linkOf } from './state.js'
import { createStore, type Store } from './store.js'
import type { UploaderOptions } from './create-uploader.js'

export interface Context {
  readonly ports: Ports
  /** The newest options. */
  readonly options: () => UploaderOptions
  readonly store: Store
  readonly preview: PreviewSlot
  readonly countdown: Countdown
  /** Calls a host's callback; its exceptions are its own. */
  readonly tell: (call: (options: UploaderOptions) => void) => void
}

/** `isSilent`: after `dispose` no callback is called. */
export function createContext(
  options: () => UploaderOptions,
  ports: Ports,
  isSilent: () => boolean,
): Context {
  const tell: Context['tell'] = (call) => {
    if (!isSilent()) callHost(() => call(options()))
  }
  const store = createStore((state) => tell(({ onStatusChange }) => onStatusChange?.(state)))
  const countdown = createCountdown(ports.clock, () => {
    const state = store.get()
    // A link in use may run out: its validity counts at the start of the request.
    if (linkOf(state) && state.status !== 'uploading' && state.status !== 'confirming')
      tell(({ onExpire }) => onExpire?.())
  })
  return { ports, options, store, preview: createPreviewSlot(store), countdown, tell }
}

/** `cancel()` and its like. */
export const CANCELLED = new DOMException('The upload was cancelled.', 'AbortError')
