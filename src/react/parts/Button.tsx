import type { ButtonHTMLAttributes } from 'react'

/**
 * A button without a `type` attribute, because some resets (Tailwind up to 3.3) style
 * `[type='button']` with the specificity of a class. Its type is then `submit`; the empty `form`
 * attribute detaches it from every form, so it neither submits one nor is the default button of
 * one.
 */
export const Button = (props: ButtonHTMLAttributes<HTMLButtonElement>) => (
  // oxlint-disable-next-line react/button-has-type -- without the attribute, for the reason above
  <button {...props} type={undefined} form="" />
)
