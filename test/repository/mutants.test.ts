import { expect, test } from 'vitest'
import mutants from '../../scripts/mutants.json' with { type: 'json' }
import { textOf } from '../support/tracked-files.js'

test.each(mutants)(
  'the patch and the test of a mutant exist: $name',
  ({ file, from, to, test: named }) => {
    expect(textOf(file).split(from)).toHaveLength(2)
    expect(to).not.toBe(from)
    const [title = ''] = named.title.split(':')
    expect(textOf(named.spec)).toContain(title)
  },
)
