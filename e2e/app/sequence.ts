// What a random sequence consists of. Types only: the page plays what `random/plan.ts` makes up.
import type { UploadedAsset } from 'search-image-uploader'

/** What a step needs of the component's options; functions are made in the page. */
export interface Options {
  /** `bare`: without a confirm step. */
  readonly endpoint: 'both' | 'bare'
  readonly autoUpload: boolean
  /** Smaller than some of the images: they are made smaller first. */
  readonly maxDimension?: number
  readonly validate: 'none' | 'slow' | 'rejects'
}

/**
 * Where the sequence goes on: after so many ms, or once the component is in this state (or has not
 * come to it soon).
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

/** `on`: which of the page's two components. */
export type Step = Action & { readonly on: string; readonly pause: Pause }

export interface SequenceReport {
  /** What must never be; empty is good. */
  readonly violations: readonly string[]
  /** Every step and callback, with its time. */
  readonly trace: readonly string[]
  readonly assets: readonly UploadedAsset[]
}

export interface SequencePlayer {
  play(seed: number, steps: readonly Step[]): Promise<void>
  /**
   * Once nothing is faulty any more: each component ends with an asset in one click at most; then
   * all go, and nothing is left.
   */
  finish(): Promise<SequenceReport>
  /** What came after its sequence had ended. */
  late(): readonly string[]
}

declare global {
  interface Window {
    sequences: SequencePlayer
  }
}
