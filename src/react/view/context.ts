import { createContext, useContext } from 'react'
import type { UploadFailure } from '../../core/errors.js'
import type { Limits } from '../../core/spec.js'
import type { UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/uploader.js'
import type { Messages } from '../../locales/types.js'
import type { Chooser } from '../input/chooser.js'
import type { ClassNames, PartName } from './names.js'
import type { View } from './view.js'

/** What the root hands to its parts. */
export interface UploaderContextValue {
  readonly control: Uploader
  readonly state: UploadState
  /** What the parts show of `state`. */
  readonly view: View
  /** The host app's value; `undefined`: the host app does not control it. */
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
   * Ids of the host app's description. The trigger carries it too, because screen readers read it
   * where the focus is.
   */
  readonly describedBy: string | undefined
  readonly required: boolean
  /** Why a form must not be submitted; empty: it may be. */
  readonly problem: string
  /** The problem that stopped a submit, while it lasts. */
  readonly invalid: string | undefined
  /** Removes the image, also one that only the host app's value shows. */
  reset(): void
  /** Hides a rejection, or the sentence of a failure; the image beside it stays. */
  dismiss(failure: UploadFailure): void
  /** Shows the problem that stopped a submit; `undefined` hides it. */
  stop(problem: string | undefined): void
  /** Prefix of the ids inside. */
  readonly id: string
  /** Id of the trigger, for a `<label for>` of the host app. */
  readonly triggerId: string
}

export const UploaderContext = createContext<UploaderContextValue | null>(null)

/** @throws Error if rendered outside of `<UploaderRoot>`. */
export function useUploaderContext(): UploaderContextValue {
  const context = useContext(UploaderContext)
  if (context === null)
    throw new Error('The parts of search-image-uploader belong inside <UploaderRoot>.')
  return context
}

/** Joins class names or ids; `undefined` if there are none. */
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
 * Ids of the sentences of a failure, for the button that continues after it. In one row the second
 * sentence is in a bubble, where a later rejection may replace it.
 */
export function useFailureIds(): string | undefined {
  const { state, view, id, invalid } = useUploaderContext()
  if (state.status !== 'error') return undefined
  const isInBubble =
    view.bubbleFailure !== undefined && view.rejection === undefined && invalid === undefined
  return joined(`${id}failure`, isInBubble ? `${id}message` : undefined)
}
