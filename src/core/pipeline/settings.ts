/** Options as given, with every default filled in once. Layer L3. */
import type { ServiceOptions } from './service.js'
import { DEFAULT_TIMEOUTS, resolveLimits, type Limits, type Timeouts } from '../spec.js'
import type { UploadOptions } from './types.js'
import type { Destination } from '../protocol/types.js'

export interface Settings {
  readonly limits: Limits
  readonly timeouts: Timeouts
  readonly service: ServiceOptions
  readonly options: UploadOptions
}

export function resolveSettings(options: UploadOptions & Destination): Settings {
  return {
    limits: resolveLimits(options),
    timeouts: {
      request: options.timeouts?.request ?? DEFAULT_TIMEOUTS.request,
      stall: options.timeouts?.stall ?? DEFAULT_TIMEOUTS.stall,
      answer: options.timeouts?.answer ?? DEFAULT_TIMEOUTS.answer,
    },
    service: options,
    options,
  }
}
