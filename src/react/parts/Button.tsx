import type { ButtonHTMLAttributes } from 'react'

/**
 * Without a `type` attribute, because some resets (Tailwind's up to 3.3) style `[type='button']`
 * with the weight of a class. The type is then `submit`, and an empty `form` leaves the button
 * without a form: it submits none and is the default button of none.
 */
export const Button = (props: ButtonHTMLAttributes<HTMLButtonElement>) => (
  // oxlint-disable-next-line react/button-has-type -- no attribute, for the reason above
  <button {...props} type={undefined} form="" />
)
