/** The names that each entry exports. A change here is a change for users of the package. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as core from '../../src/core/index.js'
import * as heic from '../../src/heic/index.js'
import * as index from '../../src/index.js'
import * as ja from '../../src/locales/ja.js'
import * as ko from '../../src/locales/ko.js'
import * as server from '../../src/server/index.js'
import * as redis from '../../src/server/redis/index.js'
import * as testing from '../../src/testing/index.js'
import { ENTRIES, publicNames } from '../support/public-names.js'
import { repositoryRoot, textOf } from '../support/tracked-files.js'

const MODULES: Readonly<Record<string, object>> = {
  '.': index,
  './core': core,
  './heic': heic,
  './server': server,
  './server/redis': redis,
  './testing': testing,
  './locales/ko': ko,
  './locales/ja': ja,
}

test.each(Object.keys(ENTRIES))('%s exports these names', (entry) => {
  const names = publicNames(ENTRIES[entry] ?? '')
  const sorted = (isType: boolean) =>
    names
      .filter((one) => one.isType === isType)
      .map(({ name }) => name)
      .toSorted()
  expect({ values: sorted(false), types: sorted(true) }).toMatchSnapshot()
  expect(Object.keys(MODULES[entry] ?? {}).toSorted()).toEqual(sorted(false))
})

test('a server gets two small dependencies of pages, and every peer is optional', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    textOf('package.json'),
  ) as Readonly<Record<string, object>>
  expect(Object.keys(dependencies ?? {})).toEqual(['browser-image-compression', 'react-dropzone'])
  const isOptional = Object.keys(peerDependencies ?? {}).map((name) => [name, { optional: true }])
  expect(peerDependenciesMeta).toEqual(Object.fromEntries(isOptional))
})

test('package.json exports the entries, the style sheet and itself', () => {
  const { exports } = JSON.parse(textOf('package.json')) as { readonly exports: object }
  expect(Object.keys(exports)).toEqual([...Object.keys(ENTRIES), './styles.css', './package.json'])
  for (const path of Object.values(ENTRIES)) expect(existsSync(repositoryRoot + path)).toBe(true)
})
