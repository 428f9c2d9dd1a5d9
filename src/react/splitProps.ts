import type { AllProps, LookProps, RootEvent } from './props.js'
import type { UseSearchImageUploadOptions } from './useSearchImageUpload.js'

/**
 * Look and field by name, beside attributes (`aria-`, `data-`) and event handlers of the root; all
 * else steers the upload and never reaches the DOM.
 */
const LOOK = [
  'variant',
  'colorScheme',
  'paste',
  'dropOnPage',
  'guardPage',
  'capture',
  'name',
  'required',
  'form',
  'id',
  'disabled',
  'readOnly',
  'value',
  'onValueChange',
  'messages',
  'classNames',
  'className',
  'style',
] as const satisfies readonly (keyof LookProps)[]

/** Does not compile while a name is missing from the list: the prop would have no effect. */
type Missing = Exclude<keyof LookProps, (typeof LOOK)[number] | `aria-${string}` | RootEvent>
const complete: Missing extends never ? true : Missing = true

/** The upload's own events, and those that only the hidden fields inside send. */
const WITHHELD =
  /^on(ImageSelect|Reject|Upload\w+|Error|Cancel|Expire|StatusChange|(Change|Input|BeforeInput)(Capture)?)$/

export function splitProps(props: AllProps): {
  look: LookProps
  options: UseSearchImageUploadOptions
} {
  const isAttribute = (key: string) => /^(aria|data)-|^on[A-Z]/.test(key) && !WITHHELD.test(key)
  const isLook = (key: string) =>
    complete && ((LOOK as readonly string[]).includes(key) || isAttribute(key))
  const entries = Object.entries(props)
  const look = Object.fromEntries(entries.filter(([key]) => isLook(key)))
  const options = Object.fromEntries(entries.filter(([key]) => !isLook(key)))
  // Which options go together was checked where the props entered.
  return { look, options: options as unknown as UseSearchImageUploadOptions }
}
