import { expect, it } from 'vitest'
import { corpusCases } from '../../support/corpus-cases.js'
import { corpus, corpusBytes } from '../../support/read-corpus.js'

it('the corpus exists', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(process.env.CORPUS_DIR ? 99 : 86)
})

corpusCases(
  corpus,
  async ({ file, claimed }) =>
    new File([corpusBytes(file)], file.slice(file.lastIndexOf('/') + 1), { type: claimed }),
)
