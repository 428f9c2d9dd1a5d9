'use client'
import type { HTMLAttributes } from 'react'
import { formatBytes } from '../../locales/format.js'
import { usePart, useUploaderContext } from './context.js'
import { sizeText } from './texts.js'
import { shownOf } from './view.js'

/** Kept at the end of a name that is too long for its line: the extension and a little more; not of scripts whose letters join. */
const TAIL = /[ -~]{0,9}$/

/** The file's name, size and bytes; the old bytes are struck through once a smaller picture exists. */
export function UploaderDetails({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages } = useUploaderContext()
  const part = usePart('details', className)
  const shown = shownOf(state)
  const [name, meta] = [usePart('name'), usePart('meta')]
  if (shown === undefined) return null
  const tail = TAIL.exec(shown.name)?.[0] ?? ''
  const bytes = formatBytes(shown.bytes, messages.locale)
  const sent = formatBytes(shown.sentBytes ?? shown.bytes, messages.locale)
  return (
    <div {...props} {...part}>
      <span {...name} title={shown.name}>
        {/* Its two pieces are two words to a screen reader, which gets the whole instead. */}
        <bdi key={shown.name} aria-hidden>
          <span>{shown.name.slice(0, shown.name.length - tail.length)}</span>
          <span>{tail}</span>
        </bdi>
        <span data-hidden>{shown.name}</span>
      </span>
      <span {...meta} data-line>
        <bdi>{sizeText(shown, messages)}</bdi>{' '}
        <bdi key={sent}>
          {/* Not where the difference is too small to be seen. */}
          {sent === bytes ? null : (
            <>
              <s>
                <span data-hidden>{messages.labels.originally} </span>
                {bytes}
              </s>{' '}
            </>
          )}
          {sent}
        </bdi>
      </span>
    </div>
  )
}
