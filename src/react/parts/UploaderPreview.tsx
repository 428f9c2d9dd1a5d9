'use client'
import { useState, type HTMLAttributes } from 'react'
import { FORMATS, IMAGE_FORMATS } from '../../core/spec.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { SearchImageIcon } from '../lib/icons.js'

/**
 * The small upright image. Until there is one, and where the browser cannot draw it, a placeholder
 * that names the format. Nothing without an image.
 * @param props Attributes of the element.
 * @returns The part `preview`.
 */
export function UploaderPreview({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { view } = useUploaderContext()
  const part = usePart('preview', className)
  const [broken, setBroken] = useState<string>()
  const { image } = view
  if (image === undefined) return null
  const preview = image.selected?.preview
  return (
    <div {...props} {...part}>
      {preview === undefined || preview === broken ? (
        <Placeholder type={image.type} />
      ) : (
        // Without alternative text: the name is beside it. Not draggable, because a drag would drop
        // it on its own drop zone.
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
