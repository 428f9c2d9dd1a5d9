import type { AllProps, LookProps, RootEvent } from './props.js'
import type { UseSearchImageUploadOptions } from './useSearchImageUpload.js'

/** Props of the look that are neither attributes nor event handlers of the root. */
type NamedProp = Exclude<keyof LookProps, `aria-${string}` | RootEvent>

/** Does not compile while a prop is missing, which would then have no effect. */
const NAMED: Record<NamedProp, 1> = {
  variant: 1,
  colorScheme: 1,
  paste: 1,
  dropOnPage: 1,
  guardPage: 1,
  capture: 1,
  name: 1,
  required: 1,
  form: 1,
  id: 1,
  disabled: 1,
  readOnly: 1,
  value: 1,
  onValueChange: 1,
  messages: 1,
  classNames: 1,
  className: 1,
  style: 1,
}

/** Event handlers that are not the root's: of the upload, and of the hidden fields inside. */
const WITHHELD =
  /^on(ImageSelect|Reject|Upload\w+|Error|Cancel|Expire|StatusChange|(Change|Input|BeforeInput)(Capture)?)$/

const isLook = (key: string): boolean =>
  Object.hasOwn(NAMED, key) || (/^(aria|data)-|^on[A-Z]/.test(key) && !WITHHELD.test(key))

/**
 * Separates the look from everything else, which is taken for upload options and never reaches the
 * DOM.
 */
export function splitProps(props: AllProps): {
  look: LookProps
  options: UseSearchImageUploadOptions
} {
  const only = (look: boolean) =>
    Object.fromEntries(Object.entries(props).filter(([key]) => isLook(key) === look))
  // The types of the component's props have checked which options go together.
  return { look: only(true), options: only(false) as unknown as UseSearchImageUploadOptions }
}
