import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../../src/styles/styles.css', import.meta.url), 'utf8')
const rules = css.replace(/\/\*[\s\S]*?\*\//g, '')

test('the sheet has at most 5.5 kB, minified and compressed, the limit of the size check', () => {
  const minified = rules.replace(/\s+/g, ' ').replace(/ ?([{};,>]|:(?= )) ?/g, '$1')
  expect(gzipSync(minified, { level: 9 }).length).toBeLessThanOrEqual(5_500)
})

test('the sheet uses logical directions, not left and right', () => {
  expect(rules).not.toMatch(/(margin|padding|border|inset)-(left|right)|[{;]\s*(left|right|float):/)
})

test('the sheet has nothing that bundlers rewrite into something that does not work', () => {
  expect(rules).not.toContain('light-dark(')
})

test('the sheet uses only system colours and variables, so a theme can change every colour', () => {
  const outside = rules
    .split('\n')
    .filter((line) => /oklch\(\d|#[0-9a-f]{3,8}\b/i.test(line) && !line.includes('var(--siu-'))
  expect(outside).toEqual([])
})

test('no rule applies outside of the uploader', () => {
  const selectors = rules.match(/[^{};]+(?=\{)/g) ?? []
  const loose = selectors.filter((selector) => !/\.siu|@|^\s*(from|to)\s*$/.test(selector))
  expect(loose).toEqual([])
})
