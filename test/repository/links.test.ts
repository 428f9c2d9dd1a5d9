/** Every link between documents, and every path that they name, exists. */
import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot, textOf, trackedFiles } from '../support/tracked-files.js'

const documents = trackedFiles().filter((path) => path.endsWith('.md'))

/** The anchor that GitHub makes of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

const anchorsOf = (path: string) =>
  [...textOf(path).matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''))

function brokenLinks(path: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].flatMap((match) => {
    const [link = '', file = '', anchor] = match
    const target = file === '' ? path : normalize(join(dirname(path), file))
    if (!existsSync(join(repositoryRoot, target))) return [`${path}: ${link}`]
    return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : [`${path}: ${link}`]
  })
}

/** Paths between backticks that begin with a folder of the repository. */
function brokenPaths(path: string, text: string): readonly string[] {
  const named = text.matchAll(/`((?:src|docs|e2e|scripts|stories|test|\.github)\/[\w./-]+)`/g)
  return [...named].flatMap(([, file = '']) =>
    existsSync(join(repositoryRoot, file)) ? [] : [`${path}: ${file}`],
  )
}

test.each(documents)('%s', (path) => {
  const text = textOf(path)
  expect([...brokenLinks(path, text), ...brokenPaths(path, text)]).toEqual([])
})

test('a link, an anchor and a path that lead nowhere are found', () => {
  const text = '[a](docs/nowhere.md) [b](README.md#nowhere) `src/nowhere.ts` [c](README.md#use-it)'
  expect(brokenLinks('CONTRIBUTING.md', text)).toHaveLength(2)
  expect(brokenPaths('CONTRIBUTING.md', text)).toHaveLength(1)
})
