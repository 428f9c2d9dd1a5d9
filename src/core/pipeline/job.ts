/** One accepted image on its way: what is known about it so far. Layer L3. */
import type { UploadEvent } from '../uploader/state.js'
import type { PutOutcome } from './put.js'
import type { Ports } from '../platform/ports.js'
import type { Settings } from './settings.js'
import type { SpentLink, PresignedLink } from '../protocol/answers.js'
import { MAX_PRESIGNS_PER_ACTION } from '../spec.js'
import type { InspectedImage, Plan, PreparedImage } from '../types.js'

/** The only holder of a link's URL; never part of the state. */
export interface Job {
  readonly image: InspectedImage
  plan: Plan
  prepared?: PreparedImage
  /** Issued and not yet sent to. */
  link?: PresignedLink
  /** Sent to, and the outcome is still open: it is asked for before anything is sent again. */
  unconfirmed?: { readonly link: SpentLink; readonly outcome: PutOutcome }
}

/** Accepted: a job to run, and the preview if a decode was needed anyway. */
export interface Accepted {
  readonly job: Job
  readonly preview?: Blob
}

/** Everything one user action runs with. */
export interface Run {
  readonly ports: Ports
  readonly settings: Settings
  readonly signal: AbortSignal
  /** Presign requests made by this action; shared by all its steps. */
  readonly budget: { presigns: number }
  readonly report: (event: UploadEvent) => void
  /** A link was issued (`link`) or its upload begins: for the countdown. */
  readonly issued: (link: PresignedLink) => void
  readonly preview: (preview: Blob) => void
}

export const hasBudget = (run: Run): boolean => run.budget.presigns < MAX_PRESIGNS_PER_ACTION
