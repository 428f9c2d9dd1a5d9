/** What the parts of one uploader share. */
import { callHost } from '../platform/call-host.js'
import type { Ports } from '../platform/ports.js'
import { createCountdown, type Countdown } from './countdown.js'
import type { UploaderOptions } from './create-uploader.js'
import { Preview } from './preview.js'
import { linkOf } from './state.js'
import { createStore, type Store } from './store.js'

export interface Context {
  readonly ports: Ports
  /** @returns the newest options */
  readonly options: () => UploaderOptions
  readonly store: Store
  readonly preview: Preview
  readonly countdown: Countdown
  /** Calls a callback of the host, unless the uploader is disposed. */
  readonly notify: (call: (options: UploaderOptions) => void) => void
}

/** @param isDisposed after `dispose()` no callback of the host is called */
export function createContext(
  options: () => UploaderOptions,
  ports: Ports,
  isDisposed: () => boolean,
): Context {
  const notify: Context['notify'] = (call) => {
    if (!isDisposed()) callHost(() => call(options()))
  }
  const store = createStore((state) => notify(({ onStatusChange }) => onStatusChange?.(state)))
  const countdown = createCountdown(ports.clock, () => {
    const state = store.get()
    // A link may expire while it is used: storages check it when the request begins.
    if (linkOf(state) && state.status !== 'uploading' && state.status !== 'confirming')
      notify(({ onExpire }) => onExpire?.())
  })
  return { ports, options, store, preview: new Preview(store, ports, options), countdown, notify }
}
