import { describe, expect, test } from 'vitest'
import { corpus, corpusBytes } from '../../../test/support/read-corpus.js'
import { readImageFile } from './stored-image.js'

const expected = (...kinds: string[]) => corpus.filter(({ expect: kind }) => kinds.includes(kind))

describe('valid images have their type and the stored dimensions', () => {
  test.each(expected('ok', 'too-many-pixels').map((entry) => [entry.file, entry] as const))(
    '%s',
    (file, { type, coded, oriented }) => {
      const image = readImageFile(corpusBytes(file))
      expect(image?.type).toBe(type)
      expect([coded, oriented, oriented?.toReversed()]).toContainEqual([
        image?.width,
        image?.height,
      ])
    },
  )
})

test.each(expected('too-small').map(({ file }) => file))('%s has a side below 224', (file) => {
  const { width = 999, height = 999 } = readImageFile(corpusBytes(file)) ?? {}
  expect(Math.min(width, height)).toBeLessThan(224)
})

test.each(expected('unsupported').map(({ file }) => file))(
  '%s is none of the four formats',
  (file) => {
    expect(readImageFile(corpusBytes(file))).toBeUndefined()
  },
)

test.each([0, 1, 3, 11, 20])('%i bytes are not an image', (length) => {
  expect(
    readImageFile(corpusBytes(expected('ok')[0]?.file ?? '').subarray(0, length)),
  ).toBeUndefined()
})
