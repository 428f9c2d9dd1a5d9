'use client'
import type { HTMLAttributes } from 'react'
import { fill, formatFormats, formatPixels, shortName } from '../../locales/format.js'
import { errorText } from '../messageFor.js'
import { usePart, useUploaderContext } from './context.js'
import { RefusedIcon, SearchImageIcon } from './icons.js'
import { UploaderCamera } from './UploaderCamera.js'
import { UploaderTrigger } from './UploaderTrigger.js'
import { rejectionOf, shownOf } from './view.js'

/** The invitation, while there is no picture; after a refused choice, what was wrong with it. `children` replace the trigger. */
export function UploaderDropzone({ children, className, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages, invalid, readOnly } = useUploaderContext()
  const part = usePart('dropzone', className)
  const [icon, heading] = [usePart('icon'), usePart('title')]
  const rejection = rejectionOf(state)
  if (shownOf(state) !== undefined) return null
  const refused = rejection !== undefined || invalid !== undefined
  const title = rejection === undefined ? messages.prompt.title : errorText(rejection, messages).title
  return (
    <div {...props} {...part} data-refused={refused || undefined}>
      <span {...icon}>{rejection === undefined ? <SearchImageIcon /> : <RefusedIcon />}</span>
      <span key={title} {...heading}>
        {readOnly ? messages.prompt.empty : title}
      </span>
      <Hint />
      {children ?? <UploaderTrigger />}
      <UploaderCamera />
    </div>
  )
}

function Hint() {
  const { state, messages, invalid, limits, disabled, readOnly, pasting, id } = useUploaderContext()
  const { prompt, locale } = messages
  const part = usePart('hint')
  const rejection = rejectionOf(state)
  const error = rejection === undefined ? invalid : errorText(rejection, messages).text
  if (error !== undefined) {
    return (
      <span key="error" id={`${id}message`} {...part} data-tone="error">
        {error}
      </span>
    )
  }
  if (readOnly || disabled) return <span {...part}>{disabled ? prompt.disabled : ''}</span>
  if (state.status === 'checking') {
    return (
      <span key="checking" {...part} data-late>
        {fill(messages.status.checking, { name: shortName(state.source.name) })}
      </span>
    )
  }
  const sides = { minWidth: formatPixels(limits.minWidth, locale), minHeight: formatPixels(limits.minHeight, locale) }
  return (
    <span key="hint" id={`${id}hint`} {...part}>
      <span data-fine>{pasting ? prompt.hint : prompt.hintNoPaste}</span>
      <small>{fill(prompt.limits, { ...sides, formats: formatFormats(limits.accept, locale) })}</small>
    </span>
  )
}
