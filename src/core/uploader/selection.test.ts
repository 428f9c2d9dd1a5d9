import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { singleFile } from './selection.js'

const file = new File(['x'], 'a.png')

test('one file, by itself or in a list', () => {
  expect(singleFile(file)).toBe(file)
  expect(singleFile([file])).toBe(file)
})

test('one file of another window, which has its own classes', () => {
  const { File: OtherFile } = runInNewContext(
    '({ File: class { constructor(name) { this.name = name; this.size = 1 } } })',
  ) as {
    File: new (name: string) => File
  }
  const foreign = new OtherFile('a.png')
  expect(foreign).not.toBeInstanceOf(Blob)
  expect(singleFile(foreign)).toBe(foreign)
})

test('several files are rejected, with their number', () => {
  expect(singleFile([file, file, file])).toMatchObject({
    code: 'too-many-files',
    details: { count: 3 },
    recovery: 'choose-another',
    phase: 'choose',
  })
})

test.each(['text', 'link', 'folder', 'nothing'] as const)('%s is not a file', (kind) => {
  expect(singleFile({ none: kind })).toMatchObject({ code: 'no-file', details: { kind } })
})

test('an empty list contains nothing', () =>
  expect(singleFile([])).toMatchObject({ code: 'no-file', details: { kind: 'nothing' } }))
