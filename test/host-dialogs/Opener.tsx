import { forwardRef, type ComponentProps } from 'react'

/** The button from which a popover hangs. */
export const Opener = forwardRef<HTMLButtonElement, ComponentProps<'button'>>(function Opener(props, ref) {
  return (
    <button {...props} ref={ref} type="button" style={{ margin: 16 }}>
      Search by image
    </button>
  )
})
