'use client'
import { usePart, useUploaderContext } from '../view/context.js'
import { UploaderMessage } from './UploaderMessage.js'
import { UploaderProgress } from './UploaderProgress.js'
import { shownOf } from '../view/view.js'

/** Room for progress and message together, so that one can come while the other stays. */
export function UploaderBody() {
  const { state } = useUploaderContext()
  const part = usePart('body')
  if (shownOf(state) === undefined) return null
  return (
    <div {...part}>
      <UploaderProgress />
      <UploaderMessage />
    </div>
  )
}
