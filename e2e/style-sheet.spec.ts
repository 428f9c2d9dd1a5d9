// The style sheet as an app gets it: the layer of every selector, and its specificity.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { site } from './lib/site.ts'

interface Found {
  readonly layer: string
  readonly selector: string
  readonly isImportant: boolean
}

const sheet = () =>
  readFileSync(join(site(), '../node_modules/search-image-uploader/dist/styles.css'), 'utf8')

/** Parsed by the browser, which drops what it does not support. */
function selectorsIn(css: string): { order: string[]; found: Found[] } {
  const order: string[] = []
  const found: Found[] = []
  const walk = (rules: CSSRuleList, layer: string) => {
    for (const rule of rules) {
      if (rule instanceof CSSLayerStatementRule) order.push(...rule.nameList)
      else if (rule instanceof CSSStyleRule) {
        const isImportant = [...rule.style].some(
          (name) => rule.style.getPropertyPriority(name) === 'important',
        )
        const selectors = rule.selectorText.split(/, (?=:where\()/)
        found.push(
          ...selectors.map((selector) => ({ layer, selector: selector.trim(), isImportant })),
        )
      } else if (rule instanceof CSSGroupingRule)
        walk(rule.cssRules, rule instanceof CSSLayerBlockRule ? rule.name : layer)
    }
  }
  const parsed = new CSSStyleSheet()
  parsed.replaceSync(css)
  walk(parsed.cssRules, '')
  return { order, found }
}

/**
 * Number of classes, attributes and states, then of tags and pseudo-elements. `:where()` counts
 * nothing, `:not()` and `:is()` count what is inside.
 */
function weightOf(selector: string): [classes: number, tags: number] {
  let rest = withoutWhere(selector).replaceAll(/:(not|is|has)\(/g, '(')
  const take = (pattern: RegExp) => {
    const count = rest.match(pattern)?.length ?? 0
    rest = rest.replaceAll(pattern, ' ')
    return count
  }
  const elements = take(/::[\w-]+/g)
  return [take(/\[[^\]]*\]|[.#:][\w-]+/g), elements + take(/[a-z][\w-]*/g)]
}

function withoutWhere(selector: string): string {
  const start = selector.indexOf(':where(')
  if (start < 0) return selector
  let end = start + ':where('.length
  for (let depth = 1; depth > 0 && end < selector.length; end++) {
    if (selector[end] === '(') depth++
    if (selector[end] === ')') depth--
  }
  return withoutWhere(selector.slice(0, start) + selector.slice(end))
}

test('no selector has the specificity of a class; only the guard is outside of the layers', async ({
  page,
}) => {
  const { order, found } = await page.evaluate(selectorsIn, sheet())
  expect(order).toEqual([
    'theme',
    'base',
    'components',
    'utilities',
    'components.siu',
    'components.siu-guard',
  ])
  expect(found.length).toBeGreaterThan(120)
  expect(new Set(found.map(({ layer }) => layer))).toEqual(
    new Set(['', 'components.siu', 'components.siu-guard']),
  )
  expect(found.filter(({ selector }) => weightOf(selector)[0] > 0)).toEqual([])
  // In the layers only pseudo-elements have a specificity; the guard outside has a higher one than
  // any number of tags.
  expect(
    found.filter(
      ({ layer, selector }) =>
        layer !== '' && weightOf(selector)[1] > (selector.includes('::') ? 1 : 0),
    ),
  ).toEqual([])
  expect(found.filter(({ layer, selector }) => layer === '' && weightOf(selector)[1] < 8)).toEqual(
    [],
  )
  // What a class must not change: whether native inputs and announced texts are visible, and motion
  // if the user prefers less.
  const important = found.filter(
    ({ layer, isImportant }) => layer === 'components.siu' && isImportant,
  )
  expect(important).toHaveLength(4)
})

test('the specificities are counted as in CSS', () => {
  expect(weightOf(":where(.siu [data-part='name'] i)::before")).toEqual([0, 1])
  expect(weightOf(':where(.siu, .siu-page):not(i i i i)')).toEqual([0, 4])
  expect(weightOf(":where(.siu) [data-part='primary']:hover")).toEqual([2, 0])
  expect(weightOf('.siu button:is(:hover, [disabled])')).toEqual([3, 1])
})
