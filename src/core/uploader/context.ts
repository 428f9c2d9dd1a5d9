/** What the parts of one uploader share. Types only. */
import type { Ports } from '../platform/ports.js'
import type { Countdown } from './countdown.js'
import type { UploaderOptions } from './uploader.js'
import type { Preview } from './preview.js'
import type { Store } from './store.js'

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
