import { expect, test } from 'vitest'
import { sourceOf } from './source.js'

test('a file says its name, type and size', () => {
  expect(sourceOf(new File(['four'], 'a.png', { type: 'image/png' }))).toEqual({ name: 'a.png', type: 'image/png', bytes: 4 })
})

test('what is no file of this window, or none at all', () => {
  const blob = new Blob(['four'])
  expect(sourceOf(blob)).toEqual({ name: '', type: '', bytes: 4 })
  expect(sourceOf(Object.assign(new Blob(['four']), { name: 'from a frame.png' })).name).toBe('from a frame.png')
  expect(sourceOf(Object.assign(new Blob(['four']), { name: 7 })).name).toBe('')
})
