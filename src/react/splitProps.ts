import { OPTION_NAMES } from '../core/uploader/option-names.js'
import type { AllProps, LookProps, RootEvent } from './props.js'
import type { UseSearchImageUploadOptions } from './useSearchImageUpload.js'

/** Props of the look that are neither attributes nor event handlers of the root. */
type NamedProps = { [K in Exclude<keyof LookProps, `aria-${string}` | RootEvent>]: LookProps[K] }

const OPTIONS: readonly string[] = [...OPTION_NAMES, 'control']

/** Attributes and event handlers of the root; not the events that only the fields inside send. */
const isRootAttribute = (key: string): boolean =>
  /^(aria|data)-|^on[A-Z]/.test(key) && !/^on(Change|Input|BeforeInput)(Capture)?$/.test(key)

/** Separates the look from the upload options. Other props have no effect. */
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
  const options = entries.filter(([key]) => OPTIONS.includes(key))
  const attributes = entries.filter(([key]) => !OPTIONS.includes(key) && isRootAttribute(key))
  return {
    look: { ...named, ...Object.fromEntries(attributes) },
    // The types of the component's props have checked which options go together.
    options: Object.fromEntries(options) as unknown as UseSearchImageUploadOptions,
  }
}
