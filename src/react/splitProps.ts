import type { AllProps, LookProps } from './props.js'
import type { UseSearchImageUploadOptions } from './useSearchImageUpload.js'

/** Upload options by name; whatever else is given is look, field, or an `aria-` or `data-` attribute of the root. */
const OPTIONS = [
  'control',
  'endpoint',
  'requestPresignedUrl',
  'confirmUpload',
  'headers',
  'credentials',
  'fetch',
  'allowedUploadHosts',
  'queryClient',
  'accept',
  'maxSize',
  'maxInputSize',
  'minWidth',
  'minHeight',
  'maxDimension',
  'maxPixels',
  'quality',
  'fileName',
  'keepMetadata',
  'validate',
  'compressor',
  'heicDecoder',
  'timeouts',
  'createWorker',
  'autoUpload',
  'onImageSelect',
  'onReject',
  'onUploadBegin',
  'onUploadProgress',
  'onUploadComplete',
  'onError',
  'onCancel',
  'onExpire',
  'onStatusChange',
] as const satisfies readonly Exclude<keyof AllProps, keyof LookProps>[]

/** Does not compile while an option is missing from the list: it would end up on the DOM. */
type Missing = Exclude<Exclude<keyof AllProps, keyof LookProps>, (typeof OPTIONS)[number]>
const complete: Missing extends never ? true : Missing = true

export function splitProps(props: AllProps): { look: LookProps; options: UseSearchImageUploadOptions } {
  const isOption = (key: string) => complete && (OPTIONS as readonly string[]).includes(key)
  const entries = Object.entries(props)
  const look = Object.fromEntries(entries.filter(([key]) => !isOption(key)))
  const options = Object.fromEntries(entries.filter(([key]) => isOption(key)))
  // Which options go together was checked where the props entered.
  return { look, options: options as unknown as UseSearchImageUploadOptions }
}
