import { expect, test } from 'vitest'
import type { UploadSearchImageOptions } from '../core/pipeline/upload-search-image.js'
import type { Uploader, UploaderOptions } from '../core/uploader/uploader.js'
import { ko } from '../locales/ko.js'
import type { Messages, PartialMessages } from '../locales/types.js'
import type { AllProps, LookProps, SearchImageUploaderProps } from './props.js'
import type { OPTION_NAMES } from '../../test/support/option-names.js'
import { splitProps } from './splitProps.js'
import type { UseSearchImageUploadOptions } from './useSearchImageUpload.js'

/** Decided by the compiler: a wrong `true` or `false` below does not compile. */
type Fits<Given, Wanted = SearchImageUploaderProps> = Given extends Wanted ? true : false

const types: {
  endpoint: Fits<{ endpoint: string }>
  bothAddresses: Fits<{ endpoint: { presignedUrl: string; complete: string } }>
  functions: Fits<{
    requestPresignedUrl: () => Promise<unknown>
    confirmUpload: () => Promise<unknown>
  }>
  control: Fits<{ control: Uploader; variant: 'compact'; name: string }>
  nowhere: Fits<{ variant: 'compact' }>
  twice: Fits<{ endpoint: string; requestPresignedUrl: () => Promise<unknown> }>
  confirmAlone: Fits<{ endpoint: string; confirmUpload: () => Promise<unknown> }>
  controlAndOption: Fits<{ control: Uploader; maxSize: number }>
  controlAndEvent: Fits<{ control: Uploader; onError: () => void }>
  wholeLanguage: Fits<typeof ko, Messages>
  missingText: Fits<Omit<Messages, 'drag'>, Messages>
  oneText: Fits<{ prompt: { title: string } }, PartialMessages>
  functionAsText: Fits<{ prompt: { title: () => string } }, PartialMessages>
} = {
  endpoint: true,
  bothAddresses: true,
  functions: true,
  control: true,
  nowhere: false,
  twice: false,
  confirmAlone: false,
  controlAndOption: false,
  controlAndEvent: false,
  wholeLanguage: true,
  missingText: false,
  oneText: true,
  functionAsText: false,
}

type Ask = () => Promise<unknown>

/** The hook, the core's function and its store: one destination each, by the same union. */
const destinations: {
  hookEndpoint: Fits<
    { endpoint: string; autoUpload: false; disabled: true },
    UseSearchImageUploadOptions
  >
  hookFunctions: Fits<{ requestPresignedUrl: Ask; confirmUpload: Ask }, UseSearchImageUploadOptions>
  hookControl: Fits<{ control: Uploader; paste: 'page' }, UseSearchImageUploadOptions>
  hookUndefined: Fits<
    { endpoint: string; maxSize: undefined; onError: undefined; control: undefined },
    UseSearchImageUploadOptions
  >
  hookNowhere: Fits<{ autoUpload: false }, UseSearchImageUploadOptions>
  hookTwice: Fits<{ endpoint: string; requestPresignedUrl: Ask }, UseSearchImageUploadOptions>
  hookConfirmAlone: Fits<{ endpoint: string; confirmUpload: Ask }, UseSearchImageUploadOptions>
  hookControlAndOption: Fits<{ control: Uploader; endpoint: string }, UseSearchImageUploadOptions>
  hookControlAndEvent: Fits<
    { control: Uploader; onCancel: () => void },
    UseSearchImageUploadOptions
  >
  oneEndpoint: Fits<{ endpoint: string; signal: AbortSignal }, UploadSearchImageOptions>
  oneFunctions: Fits<{ requestPresignedUrl: Ask }, UploadSearchImageOptions>
  oneNowhere: Fits<{ signal: AbortSignal }, UploadSearchImageOptions>
  oneTwice: Fits<{ endpoint: string; requestPresignedUrl: Ask }, UploadSearchImageOptions>
  oneConfirmAlone: Fits<{ endpoint: string; confirmUpload: Ask }, UploadSearchImageOptions>
  storeEndpoint: Fits<{ endpoint: string; autoUpload: boolean }, UploaderOptions>
  storeNowhere: Fits<{ autoUpload: boolean }, UploaderOptions>
  storeTwice: Fits<{ endpoint: string; requestPresignedUrl: Ask }, UploaderOptions>
} = {
  hookEndpoint: true,
  hookFunctions: true,
  hookControl: true,
  hookUndefined: true,
  hookNowhere: false,
  hookTwice: false,
  hookConfirmAlone: false,
  hookControlAndOption: false,
  hookControlAndEvent: false,
  oneEndpoint: true,
  oneFunctions: true,
  oneNowhere: false,
  oneTwice: false,
  oneConfirmAlone: false,
  storeEndpoint: true,
  storeNowhere: false,
  storeTwice: false,
}

type OptionName = (typeof OPTION_NAMES)[number]
type OptionProp = Exclude<keyof AllProps, keyof LookProps | 'control'>
type OptionProps = { [K in OptionName]?: AllProps[K] }
type Options = { [K in OptionName]?: UploaderOptions[K] | undefined }

/** The list of option names, the core's options and the component's props: one set, equal types. */
const optionNames: {
  listIsComplete: Fits<keyof UploaderOptions, OptionName>
  eachOptionIsProp: Fits<OptionName, OptionProp>
  eachPropIsOption: Fits<OptionProp, OptionName>
  propsTakeOptions: Fits<Options, OptionProps>
  optionsTakeProps: Fits<OptionProps, Options>
} = {
  listIsComplete: true,
  eachOptionIsProp: true,
  eachPropIsOption: true,
  propsTakeOptions: true,
  optionsTakeProps: true,
}

test('each option of the core is a prop of the component, and no other prop is an option', () => {
  expect(Object.values(optionNames).filter(Boolean)).toHaveLength(5)
})

test('and so do those of the hook, of `uploadSearchImage` and of `createUploader`', () => {
  expect(Object.values(destinations).filter(Boolean)).toHaveLength(7)
})

test('the types tell which props go together', () => {
  expect(Object.values(types).filter(Boolean)).toHaveLength(6)
})

test('upload options never reach the DOM; attributes do', () => {
  const validate = () => undefined
  const { look, options } = splitProps({
    endpoint: '/api',
    maxSize: 1,
    validate,
    variant: 'compact',
    'aria-label': 'Image',
    name: 'image',
  })
  expect(options).toEqual({ endpoint: '/api', maxSize: 1, validate })
  expect(look).toEqual({ variant: 'compact', 'aria-label': 'Image', name: 'image' })
})
