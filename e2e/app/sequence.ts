// The parts of a random sequence. Types only: the page plays what `random/plan.ts` draws.
import type { UploadedAsset } from 'search-image-uploader'

/** The options of a step as data; the page creates the functions. */
export interface Options {
  /** `bare`: without a confirm step. */
  readonly endpoint: 'both' | 'bare'
  readonly autoUpload: boolean
  /** Smaller than some of the images, so these are re-encoded. */
  readonly maxDimension?: number
  readonly validate: 'none' | 'slow' | 'rejects'
}

/**
 * When the sequence continues: after a number of ms, or once the component is in this state (or has
 * not reached it soon).
 */
export type Pause =
  | number
  | 'checking'
  | 'preparing'
  | 'requesting'
  | 'waiting'
  | 'uploading'
  | 'confirming'
  | 'error'
  | 'success'

export type Action =
  | {
      readonly do: 'mount'
      readonly strict: boolean
      readonly queryClient: boolean
      readonly options: Options
    }
  | { readonly do: 'props'; readonly options: Options }
  | { readonly do: 'choose' | 'drop'; readonly file: string }
  | { readonly do: 'upload' | 'retry' | 'cancel' | 'reset'; readonly by: 'click' | 'handle' }
  | { readonly do: 'unmount' }

/** `on` names one of the page's two components. */
export type Step = Action & { readonly on: string; readonly pause: Pause }

export interface SequenceReport {
  /** Violations; empty is good. */
  readonly violations: readonly string[]
  /** Every step and callback with its time. */
  readonly trace: readonly string[]
  readonly assets: readonly UploadedAsset[]
}

export interface SequencePlayer {
  play(seed: number, steps: readonly Step[]): Promise<void>
  /**
   * Without faults: each component ends with an asset by one click at most. Then all are unmounted,
   * and nothing is left.
   */
  finish(): Promise<SequenceReport>
  /** Calls that came after the end of their sequence. */
  late(): readonly string[]
}

declare global {
  interface Window {
    sequences: SequencePlayer
  }
}
