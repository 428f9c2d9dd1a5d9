import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { OPTION_NAMES } from '../../src/core/uploader/option-names.js'

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
