/**
 * Upload job: what is known of one accepted image between selection and confirmation; and the run
 * of one user action on it.
 */
import type { InspectedImage, Plan } from '../image/types.js'
import type { Ports } from '../platform/ports.js'
import type { PreparedImage } from '../prepare/types.js'
import type { PresignedLink, SpentLink } from '../protocol/responses.js'
import type { Destination } from '../protocol/types.js'
import {
  DEFAULT_TIMEOUTS,
  MAX_PRESIGNS_PER_ACTION,
  resolveLimits,
  type Limits,
  type Timeouts,
} from '../spec.js'
import type { PipelineEvent } from './events.js'
import type { PutOutcome } from './put.js'
import type { ServiceOptions } from './service.js'
import type { UploadOptions } from './types.js'

/** The options of one job, with every default filled in. */
export interface Settings {
  readonly limits: Limits
  readonly timeouts: Timeouts
  readonly service: ServiceOptions
  readonly options: UploadOptions
}

/** Fills in the defaults. Called once per selection and once per action, whose steps share it. */
export const resolveSettings = (options: UploadOptions & Destination): Settings => ({
  limits: resolveLimits(options),
  timeouts: {
    request: options.timeouts?.request ?? DEFAULT_TIMEOUTS.request,
    stall: options.timeouts?.stall ?? DEFAULT_TIMEOUTS.stall,
    response: options.timeouts?.response ?? DEFAULT_TIMEOUTS.response,
  },
  service: options,
  options,
})

/** The only holder of the presigned URL, which never becomes part of the state. */
export interface UploadJob {
  readonly image: InspectedImage
  plan: Plan
  prepared?: PreparedImage
  /** Issued; no PUT has used it. */
  link?: PresignedLink
  /**
   * A PUT was sent on this link but its outcome is unknown; it must be confirmed before another
   * PUT.
   */
  unconfirmed?: { readonly link: SpentLink; readonly outcome: PutOutcome }
}

/** An accepted image: its job, and the preview if a decode was needed anyway. */
export interface Accepted {
  readonly job: UploadJob
  readonly preview?: Blob
}

/** What one user action runs with. */
export interface UploadRun {
  readonly ports: Ports
  /** Frozen at the beginning of the action: a later one, after a sign-in for example, has the newest. */
  readonly settings: Settings
  readonly signal: AbortSignal
  /** Presign requests made by this action, over all its steps. */
  readonly budget: { presigns: number }
  readonly emit: (event: PipelineEvent) => void
  /** Called when a link was issued and when its PUT begins; starts the countdown. */
  readonly onLink: (link: PresignedLink) => void
  readonly onPreview: (preview: Blob) => void
}

export const hasBudget = (run: UploadRun): boolean => run.budget.presigns < MAX_PRESIGNS_PER_ACTION
