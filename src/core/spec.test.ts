import { expect, test } from 'vitest'
import type { Limits } from './spec.js'
import {
  DEFAULT_LIMITS,
  DEFAULT_TIMEOUTS,
  FORMATS,
  IMAGE_FORMATS,
  MUTATION_KEY,
  resolveLimits,
} from './spec.js'

test('the names of each format: label, MIME types, extensions', () => {
  const names = IMAGE_FORMATS.map((format) => {
    const { type, extension, label, otherTypes, otherExtensions } = FORMATS[format]
    return [label, [type, ...otherTypes].join(' '), [extension, ...otherExtensions].join(' ')]
  })
  expect(names).toEqual([
    ['JPG', 'image/jpeg image/jpg image/pjpeg', 'jpg jpeg jpe jfif mpo'],
    ['PNG', 'image/png image/apng', 'png apng'],
    ['WebP', 'image/webp', 'webp'],
    ['HEIC', 'image/heic image/heif', 'heic heif hif'],
  ])
})

test('the documented limits are the defaults', () => {
  const documented: Limits = {
    accept: ['jpeg', 'png', 'webp', 'heic'],
    maxSize: 5_000_000,
    maxInputSize: 100_000_000,
    minWidth: 224,
    minHeight: 224,
    maxDimension: 2048,
    maxPixels: 250_000_000,
  }
  expect(resolveLimits()).toEqual(documented)
  const nothing = Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((name) => [name, undefined]))
  expect(resolveLimits(nothing)).toEqual(documented)
  expect(DEFAULT_TIMEOUTS).toEqual({ request: 15_000, stall: 30_000, response: 60_000 })
})

test('each limit can be set by itself, also to 0', () => {
  const given: Limits = {
    accept: ['png'],
    maxSize: 1,
    maxInputSize: 2,
    minWidth: 0,
    minHeight: 0,
    maxDimension: Infinity,
    maxPixels: 3,
  }
  expect(resolveLimits(given)).toEqual(given)
  for (const [name, value] of Object.entries(given)) {
    expect(resolveLimits({ [name]: value })).toEqual({ ...DEFAULT_LIMITS, [name]: value })
  }
})

test("uploads have the documented key in the host's React Query client", () => {
  expect(MUTATION_KEY).toEqual(['search-image-uploader'])
})
