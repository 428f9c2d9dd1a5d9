import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { splitProps } from '../../src/react/splitProps.js'
import { OPTION_NAMES } from '../support/option-names.js'

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

const section = (text: string, heading: string) =>
  text.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''

test('the README documents each upload option in its section of props', () => {
  const props = section(read('README.md'), 'Props')
  expect(OPTION_NAMES.filter((name) => !props.includes(`\`${name}\``))).toEqual([])
})

test('each upload option has a documented prop', () => {
  const props = read('src/react/props.ts')
  const isDocumented = (name: string) => new RegExp(`\\*/\\n  ${name}\\?:`).test(props)
  expect(OPTION_NAMES.filter((name) => !isDocumented(name))).toEqual([])
})

test('the component finds each upload option among its props', () => {
  const props = Object.fromEntries(OPTION_NAMES.map((name) => [name, () => undefined]))
  expect(Object.keys(splitProps(props).options).toSorted()).toEqual(OPTION_NAMES.toSorted())
})
