/**
 * The upload job: the state of one accepted image between selection and confirmation. And the run:
 * one user action on a job.
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
  withDefaults,
} from '../spec.js'
import type { PipelineEvent } from './events.js'
import type { PutOutcome } from './put.js'
import type { ServiceOptions } from './service.js'
import type { UploadOptions } from './types.js'

/** Options with every default filled in. */
export interface Settings {
  readonly limits: Limits
  readonly timeouts: Timeouts
  readonly service: ServiceOptions
  readonly options: UploadOptions
}

/**
 * Fills in the defaults. It is called once per selection and once per run, whose steps share them.
 */
export const resolveSettings = (options: UploadOptions & Destination): Settings => ({
  limits: resolveLimits(options),
  timeouts: withDefaults(DEFAULT_TIMEOUTS, options.timeouts),
  service: options,
  options,
})

/** It is the only holder of the presigned URL, which is not part of the state. */
export interface UploadJob {
  readonly image: InspectedImage
  plan: Plan
  prepared?: PreparedImage
  /** An upload link to which no PUT has been sent. */
  link?: PresignedLink
  /**
   * A PUT was sent on this link but its outcome is unknown; it must be confirmed before another
   * PUT.
   */
  unconfirmed?: { readonly link: SpentLink; readonly outcome: PutOutcome }
}

/** An accepted image: its job, and a preview if the image had to be decoded. */
export interface Accepted {
  readonly job: UploadJob
  readonly preview?: Blob
}

/** One user action on a job. */
export interface UploadRun {
  readonly ports: Ports
  /** Frozen when the run begins. A later run, after a sign-in for example, has newer ones. */
  readonly settings: Settings
  readonly signal: AbortSignal
  /** How many upload links this run has requested. */
  readonly budget: { presigns: number }
  readonly emit: (event: PipelineEvent) => void
  /** Is called when a link is issued and again when its PUT begins; starts the countdown. */
  readonly onLink: (link: PresignedLink) => void
  /** Is called when preparing the image has drawn a preview. */
  readonly onPreview: (preview: Blob) => void
}

/** @returns whether the run may request another upload link */
export const hasBudget = (run: UploadRun): boolean => run.budget.presigns < MAX_PRESIGNS_PER_ACTION
