import { expect, test } from 'vitest'
import { fileInfoOf } from './file-info.js'

test('takes name, type and size of a file', () => {
  expect(fileInfoOf(new File(['four'], 'a.png', { type: 'image/png' }))).toEqual({
    name: 'a.png',
    type: 'image/png',
    bytes: 4,
  })
})

test('a blob has no name, unless it is a file of another window', () => {
  const blob = new Blob(['four'])
  expect(fileInfoOf(blob)).toEqual({ name: '', type: '', bytes: 4 })
  expect(fileInfoOf(Object.assign(new Blob(['four']), { name: 'from a frame.png' })).name).toBe(
    'from a frame.png',
  )
  expect(fileInfoOf(Object.assign(new Blob(['four']), { name: 7 })).name).toBe('')
})
