import { expect, test } from 'vitest'
import { parseRetryAfter } from './retry-after.js'

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
test.each([
  ['2', 2],
  [' 120 ', 120],
  ['Wed, 21 Oct 2026 07:28:05 GMT', 5],
  [3, 3],
  [0.2, 1],
  ['Wed 21 Oct 2026 07:28:05 GMT', 5],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ['on Wed, 21 Oct 2026 07:28:05 GMT', undefined],
  [0, undefined],
  ['Wed, 21 Oct 2026 07:27:00 GMT', undefined],
  ['0', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
  [-1, undefined],
  [Number.NaN, undefined],
  [Infinity, undefined],
])('%j is %s', (value, seconds) => expect(parseRetryAfter(value, now)).toBe(seconds))
