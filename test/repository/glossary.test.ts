import { expect, test } from 'vitest'
import { GONE_WORDS, goneWordsIn } from '../support/glossary.js'

test.each(GONE_WORDS)('$word is found in: $sample', (gone) => {
  expect(goneWordsIn(gone.sample, [gone])).toEqual([expect.stringContaining(`→ ${gone.term}`)])
})

test.each([
  'Promise.allSettled([])',
  "imageFile('jpeg/photo-48mp.jpg')",
  'the text breaks at the end of the line',
  'a line of text',
  'pick, pickle, feedback, billing line',
])('%s is fine', (line) => {
  expect(goneWordsIn(line)).toEqual([])
})
