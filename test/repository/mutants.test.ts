import { expect, test } from 'vitest'
import mutants from '../../scripts/mutants.json' with { type: 'json' }
import { textOf } from '../support/tracked-files.js'

test.each(mutants)(
  'the patch and the test of a mutant exist: $name',
  ({ file, from, to, test }) => {
    expect(textOf(file).split(from)).toHaveLength(2)
    expect(to).not.toBe(from)
    const [title = ''] = test.title.split(':')
    expect(textOf(test.spec)).toContain(title)
  },
)
