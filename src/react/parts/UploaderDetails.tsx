'use client'
import type { HTMLAttributes } from 'react'
import { formatBytes } from '../../locales/format.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { sizeText } from '../view/texts.js'
import { shownOf } from '../view/view.js'
import { Words } from './Words.js'

/**
 * Kept at the end of a name that is too long for its line: the extension and a little more; not of
 * scripts whose letters join. Hangul, kana, Han and their full-width signs are wide.
 */
const TAIL = /[\u3001-\uD7A3\uFF01-\uFF60]{0,2}[ -~]{0,9}$/

/**
 * The file's name, size and bytes; the old bytes are struck through once a smaller image exists.
 */
export function UploaderDetails({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages } = useUploaderContext()
  const part = usePart('details', className)
  const shown = shownOf(state)
  const [name, meta] = [usePart('name'), usePart('meta')]
  if (shown === undefined) return null
  const bytes = formatBytes(shown.bytes, messages.locale)
  const sent = formatBytes(shown.sentBytes ?? shown.bytes, messages.locale)
  return (
    <div {...props} {...part}>
      <span {...name}>
        <bdi key={shown.name}>
          {/* Shows where the whole name, which follows, does not fit; so does its tip. */}
          <i
            data-siu
            aria-hidden
            title={shown.name}
            data-start={shown.name.replace(TAIL, '')}
            data-end={TAIL.exec(shown.name)?.[0]}
          />
          <span data-siu>{shown.name}</span>
        </bdi>
      </span>
      <span {...meta} data-line>
        <Words>{sizeText(shown, messages)}</Words>{' '}
        <bdi key={sent}>
          {/* Not where the difference is too small to be seen. */}
          {sent === bytes ? null : (
            <>
              <s data-siu>
                <span data-siu data-hidden>
                  {messages.labels.originally}{' '}
                </span>
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
