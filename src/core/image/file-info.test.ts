import { expect, test } from 'vitest'
import { fileInfoOf } from './file-info.js'

test('a file says its name, type and size', () => {
  expect(fileInfoOf(new File(['four'], 'a.png', { type: 'image/png' }))).toEqual({
    name: 'a.png',
    type: 'image/png',
    bytes: 4,
  })
})

test('what is no file of this window, or none at all', () => {
  const blob = new Blob(['four'])
  expect(fileInfoOf(blob)).toEqual({ name: '', type: '', bytes: 4 })
  expect(fileInfoOf(Object.assign(new Blob(['four']), { name: 'from a frame.png' })).name).toBe(
    'from a frame.png',
  )
  expect(fileInfoOf(Object.assign(new Blob(['four']), { name: 7 })).name).toBe('')
})
