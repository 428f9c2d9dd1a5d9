import { expect, test } from 'vitest'
import type { Uploader } from '../core/uploader.js'
import { ko } from '../locales/ko.js'
import type { Messages, PartialMessages } from '../locales/types.js'
import type { SearchImageUploaderProps } from './props.js'
import { splitProps } from './splitProps.js'

/** Decided by the compiler: a wrong `true` or `false` below does not compile. */
type Fits<Given, Wanted = SearchImageUploaderProps> = Given extends Wanted ? true : false

const types: {
  endpoint: Fits<{ endpoint: string }>
  bothAddresses: Fits<{ endpoint: { presignedUrl: string; complete: string } }>
  functions: Fits<{ requestPresignedUrl: () => Promise<unknown>; confirmUpload: () => Promise<unknown> }>
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

test('the types tell which props go together', () => {
  expect(Object.values(types).filter(Boolean)).toHaveLength(6)
})

test('upload options never reach the DOM; attributes do', () => {
  const validate = () => undefined
  const { look, options } = splitProps({ endpoint: '/api', maxSize: 1, validate, variant: 'compact', 'aria-label': 'Photo', name: 'image' })
  expect(options).toEqual({ endpoint: '/api', maxSize: 1, validate })
  expect(look).toEqual({ variant: 'compact', 'aria-label': 'Photo', name: 'image' })
})
