import { expect, test } from 'vitest'
import { GONE_WORDS, goneWordsIn } from '../support/glossary.js'
import { textOf, trackedFiles } from '../support/tracked-files.js'

/** Texts for users, data from elsewhere, and the list of the words themselves. */
const EXCLUDED = [
  /^src\/locales\/(en|ja|ko)\.ts$/,
  /^stories\/lib\/ar\.ts$/,
  /^test\/fixtures\/(corpus|host-sheets)\//,
  /^package-lock\.json$|\/package-lock\.json$/,
  /^docs\/glossary\.md$/,
  /^test\/support\/glossary\.ts$/,
  /snapshots\//,
  /\.aria\.yml$/,
]
const TEXT = /\.(ts|tsx|mjs|js|css|html|md|mdx|json|ya?ml)$|^\.[\w.-]+$|^\.ci\//

const files = trackedFiles().filter(
  (path) => TEXT.test(path) && !EXCLUDED.some((excluded) => excluded.test(path)),
)

test('every file, and every file name, uses the terms of the glossary', () => {
  const found = files.flatMap((path) => [
    ...goneWordsIn(path.replaceAll(/[-/.]/g, ' ')).map((problem) => `${path} (name) ${problem}`),
    ...goneWordsIn(textOf(path)).map((problem) => `${path}:${problem}`),
  ])
  expect(found).toEqual([])
  expect(files.length).toBeGreaterThan(500)
})

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
