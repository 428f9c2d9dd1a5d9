import { createContext, useContext } from 'react'
import type { UploadFailure } from '../../core/errors.js'
import type { Limits } from '../../core/spec.js'
import type { UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'
import type { Messages } from '../../locales/types.js'
import type { Chooser } from '../input/useChooser.js'
import type { ClassNames, PartName } from './names.js'
import { bubbleFailureOf, rejectionOf } from './view.js'

export interface UploaderContextValue {
  readonly control: Uploader
  readonly state: UploadState
  /** The host's value; `undefined`: the host does not control it. */
  readonly value: UploadedAsset | null | undefined
  readonly limits: Limits
  readonly messages: Messages
  readonly classNames: ClassNames
  readonly chooser: Chooser
  readonly variant: 'card' | 'compact'
  readonly colorScheme: 'light' | 'dark' | undefined
  readonly disabled: boolean
  readonly readOnly: boolean
  readonly capture: boolean | 'user' | 'environment' | undefined
  readonly pasting: boolean
  /**
   * Ids of the host's description, which belongs to the trigger as well: screen readers read it
   * where the focus is.
   */
  readonly describedBy: string | undefined
  readonly required: boolean
  /** What keeps a form from being submitted; empty: nothing. */
  readonly problem: string
  /** The same, once it did. */
  readonly invalid: string | undefined
  /** Removes the image, also one that only the host's value shows. */
  reset(): void
  /** What was put away in this view: rejections, and the sentence of a failure in one row. */
  readonly dismissed: readonly UploadFailure[]
  /** Puts a rejection away, or the sentence of a failure; the image that it stands beside stays. */
  dismiss(failure: UploadFailure): void
  /** A submit was stopped by this problem; `undefined` puts its sentence away. */
  stop(problem: string | undefined): void
  /** Base of the ids inside. */
  readonly id: string
  /** Id of the trigger, for a host's `<label for>`. */
  readonly triggerId: string
}

export const UploaderContext = createContext<UploaderContextValue | null>(null)

/**
 * The uploader around a part. Throws outside of one, because a part alone could only be a dead
 * image.
 */
export function useUploaderContext(): UploaderContextValue {
  const context = useContext(UploaderContext)
  if (context === null)
    throw new Error('The parts of search-image-uploader belong inside <UploaderRoot>.')
  return context
}

/** Classes or ids, whichever there are; `undefined` for none. */
export const joined = (...names: readonly (string | undefined)[]): string | undefined =>
  names.filter(Boolean).join(' ') || undefined

/** `data-part` and class of one part. */
export function usePart(
  part: PartName,
  className?: string,
): { 'data-part': PartName; className: string | undefined } {
  const own = useContext(UploaderContext)?.classNames[part]
  return { 'data-part': part, className: joined(own, className) }
}

/**
 * Ids of the sentences of a failure, for the button that mends it: in one row the second one is in
 * a bubble, where a later rejection may take its place.
 */
export function useFailureIds(): string | undefined {
  const context = useUploaderContext()
  const { state, id, invalid } = context
  if (state.status !== 'error') return undefined
  const inBubble =
    bubbleFailureOf(state, context) !== undefined &&
    rejectionOf(state) === undefined &&
    invalid === undefined
  return joined(`${id}failure`, inBubble ? `${id}message` : undefined)
}
