/** Icons of this package. Their strokes have the text colour, also with forced colours. */
export const stroke = {
  'data-siu': true,
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
  focusable: false,
} as const

/** An image with a magnifying glass. */
export const SearchImageIcon = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" {...stroke}>
    <path d="M20 11V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h5M4 15l4-4 4 4M19.6 19.6l2.2 2.2" />
    <circle cx="15" cy="8.6" r="1.2" />
    <circle cx="17" cy="17" r="3.4" />
  </svg>
)

/** An image that cannot be used. */
export const RejectedIcon = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" {...stroke}>
    <path d="M20 11V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h6M4 15l4-4 4 4M15.5 15.5l5 5M20.5 15.5l-5 5" />
    <circle cx="15" cy="8.6" r="1.2" />
  </svg>
)

export const CameraIcon = () => (
  <svg width="20" height="20" viewBox="0 0 24 24" {...stroke}>
    <path d="M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Z" />
    <circle cx="12" cy="13" r="3.4" />
  </svg>
)

export const CloseIcon = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" {...stroke}>
    <path d="m4 4 8 8M12 4l-8 8" />
  </svg>
)

export const CheckIcon = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" {...stroke}>
    <path d="m3 8.5 3.2 3.2L13 5" />
  </svg>
)

export const AlertIcon = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" {...stroke}>
    <circle cx="8" cy="8" r="6.4" />
    <path d="M8 4.8v3.6M8 11.1v.1" />
  </svg>
)

export const ClockIcon = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" {...stroke}>
    <circle cx="8" cy="8" r="6.4" />
    <path d="M8 4.6V8l2.2 1.4" />
  </svg>
)
