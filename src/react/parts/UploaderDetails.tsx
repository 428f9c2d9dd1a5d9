'use client'
import type { HTMLAttributes } from 'react'
import { formatBytes } from '../../locales/format.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { sizeText } from '../view/texts.js'
import type { ImageView } from '../view/view.js'
import { Words } from './Words.js'

/**
 * The end of a name that stays visible where the name is too long: the extension and a little more.
 * Not of scripts whose letters join. Hangul, kana, Han and full-width signs are wide, so fewer of
 * them are kept.
 */
const TAIL = /[\u3001-\uD7A3\uFF01-\uFF60]{0,2}[ -~]{0,9}$/

/**
 * The file's name, dimensions and bytes. Once a smaller image exists, the bytes of the file are
 * struck through. Nothing without an image.
 * @param props Attributes of the element.
 * @returns The part `details`.
 */
export function UploaderDetails({ className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { view, messages } = useUploaderContext()
  const part = usePart('details', className)
  const meta = usePart('meta')
  if (view.image === undefined) return null
  return (
    <div {...props} {...part}>
      <Name name={view.image.name} />
      <span {...meta} data-line>
        <Words>{sizeText(view.image, messages)}</Words> <Bytes image={view.image} />
      </span>
    </div>
  )
}

function Name({ name }: { name: string }) {
  return (
    <span {...usePart('name')}>
      <bdi key={name}>
        {/* Its short form, shown where the whole name, which follows, does not fit. */}
        <i
          data-siu
          aria-hidden
          title={name}
          data-start={name.replace(TAIL, '')}
          data-end={TAIL.exec(name)?.[0]}
        />
        <span data-siu>{name}</span>
      </bdi>
    </span>
  )
}

function Bytes({ image: { bytes, sentBytes = bytes } }: { image: ImageView }) {
  const { messages } = useUploaderContext()
  const original = formatBytes(bytes, messages.locale)
  const sent = formatBytes(sentBytes, messages.locale)
  return (
    <bdi key={sent}>
      {/* Not where both round to the same text. */}
      {sent === original ? null : (
        <>
          <s data-siu>
            <span data-siu data-hidden>
              {messages.labels.originally}{' '}
            </span>
            {original}
          </s>{' '}
        </>
      )}
      {sent}
    </bdi>
  )
}
