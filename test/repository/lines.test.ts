/**
 * The formatter breaks code at 100 columns, but neither comments nor strings. Strings, patterns,
 * templates and tables of tests may be longer; comments may not.
 */
import { expect, test } from 'vitest'
import { textOf, trackedFiles } from '../support/tracked-files.js'

const MAX_COLUMNS = 100
const CODE = /\.(ts|tsx|mjs|js|css)$/
const EXCLUDED = /^test\/fixtures\/(corpus|host-sheets\/sheets)\//
const COMMENT = /^\s*(\/\/|\/?\*)/
/** A link or a directive for the linter cannot be broken. */
const UNBREAKABLE = /https?:|oxlint-disable|@vitest|@vite-ignore/

const isTooLong = (line: string) =>
  Array.from(line).length > MAX_COLUMNS && COMMENT.test(line) && !UNBREAKABLE.test(line)

test('comments end at 100 columns', () => {
  const files = trackedFiles().filter((path) => CODE.test(path) && !EXCLUDED.test(path))
  const found = files.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (isTooLong(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )
  expect(found).toEqual([])
})

test('a long comment is found, a long string is not', () => {
  expect(isTooLong(` * ${'word '.repeat(20)}`)).toBe(true)
  expect(isTooLong(`  // ${'word '.repeat(20)}`)).toBe(true)
  expect(isTooLong(`const text = '${'word '.repeat(20)}'`)).toBe(false)
})
