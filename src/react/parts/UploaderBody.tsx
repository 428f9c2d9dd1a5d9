'use client'
import { usePart, useUploaderContext } from '../view/context.js'
import { UploaderMessage } from './UploaderMessage.js'
import { UploaderProgress } from './UploaderProgress.js'

/** The area of progress and message: either can appear while the other stays in its place. */
export function UploaderBody() {
  const { view } = useUploaderContext()
  const part = usePart('body')
  if (view.image === undefined) return null
  return (
    <div {...part}>
      <UploaderProgress />
      <UploaderMessage />
    </div>
  )
}
