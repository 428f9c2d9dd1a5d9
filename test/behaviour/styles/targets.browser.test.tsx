// Sizes of targets: WCAG 2.5.8 with a mouse, 44 px on touch screens.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../../src/locales/en.js'
import { cleanup, each } from '../../support/looks.js'
import { touch } from '../../support/media.js'

afterEach(cleanup)

interface Target {
  readonly name: string
  readonly box: DOMRect
}

const targetsOf = (root: HTMLElement): Target[] =>
  [...root.querySelectorAll('button')]
    .filter((button) => button.checkVisibility({ visibilityProperty: true }))
    .map((button) => ({
      name: button.ariaLabel ?? button.textContent,
      box: button.getBoundingClientRect(),
    }))

const meet = (a: DOMRect, b: DOMRect) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** All buttons in every state, variant and width, and those of them that overlap another one. */
function measure(): {
  readonly least: number
  readonly names: readonly string[]
  readonly meeting: string[]
} {
  const all = (['card', 'compact'] as const).flatMap((variant) =>
    [320, 440].flatMap((width) => {
      const seen = each({ variant, capture: true }, width, (root, { name }) => ({
        name: `${variant} ${name}`,
        targets: targetsOf(root),
      }))
      cleanup()
      return seen
    }),
  )
  const sides = all.flatMap(({ targets }) => targets.flatMap(({ box }) => [box.width, box.height]))
  const meeting = all.flatMap(({ name, targets }) =>
    targets.flatMap((one, n) =>
      targets
        .slice(n + 1)
        .flatMap((other) =>
          meet(one.box, other.box) ? [`${name}: ${one.name} | ${other.name}`] : [],
        ),
    ),
  )
  return {
    least: Math.min(...sides),
    names: all.flatMap(({ targets }) => targets.map(({ name }) => name)),
    meeting,
  }
}

describe('with a mouse', () => {
  test('every button has at least 24 × 24 px, and none overlaps another', () => {
    const { least, names, meeting } = measure()
    expect(names.length).toBeGreaterThan(250)
    expect(least).toBeGreaterThanOrEqual(24)
    expect(meeting).toEqual([])
  })
  test('only buttons are focus stops, and each has a name', () => {
    const stops = each({ capture: true }, 440, (root) =>
      [...root.querySelectorAll<HTMLElement>('*')]
        .filter(({ tabIndex }) => tabIndex >= 0)
        .map((stop) => [stop.tagName, stop.ariaLabel ?? stop.textContent]),
    ).flat()
    expect(stops.length).toBeGreaterThan(80)
    expect(stops.filter(([tag, name]) => tag !== 'BUTTON' || name?.trim() === '')).toEqual([])
  })
})

describe('on a touch screen', () => {
  beforeAll(() => touch(true))
  afterAll(() => touch(false))

  test('every button has at least 44 × 44 px, and none overlaps another', () => {
    const { least, names, meeting } = measure()
    expect(names.length).toBeGreaterThan(250)
    expect(names).toContain(en.actions.camera)
    expect(least).toBeGreaterThanOrEqual(44)
    expect(meeting).toEqual([])
  })
})
