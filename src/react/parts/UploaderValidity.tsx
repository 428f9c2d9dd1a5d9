'use client'
import type { HTMLAttributes } from 'react'
import { useLateParts } from './useLateParts.js'

/**
 * The remaining time of the upload link, from its issue until the upload is confirmed. Its look
 * changes when one minute is left and when the link has expired. Nothing without a link.
 * @param props Attributes of the element.
 * @returns The part `validity`.
 */
export function UploaderValidity(props: HTMLAttributes<HTMLSpanElement>) {
  const late = useLateParts(true)
  return late ? <late.Validity {...props} /> : null
}
