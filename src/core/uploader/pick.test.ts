import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { pickOne } from './pick.js'

const file = new File(['x'], 'a.png')

test('one file, alone or in a list', () => {
  expect(pickOne(file)).toBe(file)
  expect(pickOne([file])).toBe(file)
})

test('one file of another window, whose classes are not ours', () => {
  const { File: OtherFile } = runInNewContext('({ File: class { constructor(name) { this.name = name; this.size = 1 } } })') as {
    File: new (name: string) => File
  }
  const foreign = new OtherFile('a.png')
  expect(foreign).not.toBeInstanceOf(Blob)
  expect(pickOne(foreign)).toBe(foreign)
})

test('several files are all refused, with their number', () => {
  expect(pickOne([file, file, file])).toMatchObject({
    code: 'too-many-files',
    details: { count: 3 },
    recovery: 'choose-another',
    phase: 'choose',
  })
})

test.each(['text', 'link', 'folder', 'nothing'] as const)('%s is no file', (kind) => {
  expect(pickOne({ none: kind })).toMatchObject({ code: 'no-file', details: { kind } })
})

test('an empty list is nothing', () => expect(pickOne([])).toMatchObject({ code: 'no-file', details: { kind: 'nothing' } }))
