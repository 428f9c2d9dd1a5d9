'use client'
import { useState, type HTMLAttributes } from 'react'
import { FORMATS, IMAGE_FORMATS } from '../../core/spec.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { SearchImageIcon } from '../lib/icons.js'
import { shownOf } from '../view/view.js'

/**
 * The small upright image; a placeholder that names the format until there is one, and where the
 * browser cannot draw it.
 */
export function UploaderPreview({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state } = useUploaderContext()
  const part = usePart('preview', className)
  const [broken, setBroken] = useState<string>()
  const shown = shownOf(state)
  if (shown === undefined) return null
  const preview = shown.image?.preview
  return (
    <div {...props} {...part}>
      {preview === undefined || preview === broken ? (
        <Placeholder type={shown.type} />
      ) : (
        // The name beside it says what it is. Not draggable: it would be dropped on its own zone.
        <img
          data-siu
          key={preview}
          src={preview}
          alt=""
          draggable={false}
          onError={() => setBroken(preview)}
        />
      )}
    </div>
  )
}

function Placeholder({ type }: { type: string }) {
  const { messages } = useUploaderContext()
  const format = IMAGE_FORMATS.find((name) => FORMATS[name].type === type)
  return (
    <span
      data-siu
      data-placeholder
      title={format === 'heic' ? messages.labels.noPreview : undefined}
    >
      <SearchImageIcon />
      {format === undefined ? null : <b data-siu>{FORMATS[format].label}</b>}
    </span>
  )
}
