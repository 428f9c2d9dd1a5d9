'use client'
import type { HTMLAttributes } from 'react'
import { formatBytes } from '../../locales/format.js'
import { usePart, useUploaderContext } from './context.js'
import { shownOf, sizeText } from './view.js'

/** Kept at the end of a name that is too long for its line: the extension and a little more; not of scripts whose letters join. */
const TAIL = /[ -~]{0,9}$/

/** The file's name, size and bytes; the old bytes are struck through once the smaller picture exists. */
export function UploaderDetails({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages } = useUploaderContext()
  const part = usePart('details', className)
  const shown = shownOf(state)
  const [name, meta] = [usePart('name'), usePart('meta')]
  if (shown === undefined) return null
  const tail = TAIL.exec(shown.name)?.[0] ?? ''
  const bytes = formatBytes(shown.bytes, messages.locale)
  return (
    <div {...props} {...part}>
      <bdi {...name} title={shown.name}>
        <span>{shown.name.slice(0, shown.name.length - tail.length)}</span>
        <span>{tail}</span>
      </bdi>
      <span {...meta}>
        <span>{sizeText(shown, messages)}</span> <span aria-hidden>·</span>{' '}
        {shown.sentBytes === undefined ? (
          <span>{bytes}</span>
        ) : (
          <span>
            <s>
              <span data-hidden>{messages.labels.originally} </span>
              {bytes}
            </s>{' '}
            {formatBytes(shown.sentBytes, messages.locale)}
          </span>
        )}
      </span>
    </div>
  )
}
