import type { AllProps, LookProps, RootEvent } from './props.js'
import type { UseSearchImageUploadOptions } from './useSearchImageUpload.js'

/** Props of the look that are neither attributes nor event handlers of the root. */
type NamedProps = { [K in Exclude<keyof LookProps, `aria-${string}` | RootEvent>]: LookProps[K] }

/** Event handlers that are not the root's: of the upload, and of the hidden fields inside. */
const WITHHELD =
  /^on(ImageSelect|Reject|Upload\w+|Error|Cancel|Expire|StatusChange|(Change|Input|BeforeInput)(Capture)?)$/

const isAttribute = ([key]: [string, unknown]): boolean =>
  /^(aria|data)-|^on[A-Z]/.test(key) && !WITHHELD.test(key)

/**
 * Separates the look from everything else, which is taken for upload options and never reaches the
 * DOM.
 */
export function splitProps(props: AllProps): {
  look: LookProps
  options: UseSearchImageUploadOptions
} {
  const { variant, colorScheme, paste, dropOnPage, guardPage, capture, ...more } = props
  const { name, required, form, id, disabled, readOnly, value, onValueChange, ...rest } = more
  const { messages, classNames, className, style, ...others } = rest
  // Does not compile while a prop of the look is missing, which would then have no effect.
  const named: NamedProps = {
    ...{ variant, colorScheme, paste, dropOnPage, guardPage, capture },
    ...{ name, required, form, id, disabled, readOnly, value, onValueChange },
    ...{ messages, classNames, className, style },
  }
  const entries = Object.entries(others)
  const attributes = Object.fromEntries(entries.filter(isAttribute))
  const options = Object.fromEntries(entries.filter((entry) => !isAttribute(entry)))
  return {
    look: { ...named, ...attributes },
    // The types of the component's props have checked which options go together.
    options: options as unknown as UseSearchImageUploadOptions,
  }
}
