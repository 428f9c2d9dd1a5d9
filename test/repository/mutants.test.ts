/** The patches of `npm run mutants` fit the sources, and the tests that they name exist. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { repositoryRoot, textOf } from '../support/tracked-files.js'

interface Mutant {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly test: { readonly spec: string; readonly title: string }
}

const mutants = JSON.parse(textOf('scripts/mutants.json')) as readonly Mutant[]

test.each(mutants)('$name', ({ file, from, test: { spec, title } }) => {
  expect(textOf(file).split(from)).toHaveLength(2)
  expect(existsSync(repositoryRoot + spec)).toBe(true)
  // A title may begin with the names of its groups.
  const words = title.split(' ')
  const ends = words.map((_, index) => words.slice(index).join(' '))
  expect(ends.some((end) => end.length > 5 && textOf(spec).includes(end))).toBe(true)
})
