/** The events that the pipeline emits. Types only. */
import type { UploadLink } from '../protocol/types.js'
import type { UploadProgress } from './types.js'

export type PipelineEvent =
  | { readonly type: 'preparing' }
  | { readonly type: 'imageChanged'; readonly patch: ImagePatch }
  | { readonly type: 'requesting' }
  | { readonly type: 'linkIssued'; readonly link: UploadLink }
  | { readonly type: 'linkDropped' }
  /** `until`: when the run continues by itself, in milliseconds since the epoch. */
  | {
      readonly type: 'waiting'
      readonly reason: 'offline' | 'backoff'
      readonly until?: number
      readonly link?: UploadLink
    }
  /** `total`: size of the image, in bytes. */
  | { readonly type: 'uploadStarted'; readonly link: UploadLink; readonly total: number }
  | { readonly type: 'progressed'; readonly progress: UploadProgress }
  | { readonly type: 'confirming'; readonly link: UploadLink }

/** Changes of the selected image; `null` removes a field. */
export interface ImagePatch {
  /** Object URL. */
  readonly preview?: string | null
  readonly bytes?: number
  /** Pixels. */
  readonly target?: { readonly width: number; readonly height: number } | null
}
