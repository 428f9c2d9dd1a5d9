import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { en } from '../../../src/locales/en.js'
import { ja } from '../../../src/locales/ja.js'
import { ko } from '../../../src/locales/ko.js'
import { everyError } from '../../support/errors.js'
import { cleanup, each, eachAt, looks, looksOf, surfaceOf } from '../../support/looks.js'
import { PART_DESCRIPTIONS } from '../../../src/react/view/descriptions.js'
import { DRAGS, PARTS, STATUSES } from '../../../src/react/view/names.js'

afterEach(() => {
  cleanup()
  document.documentElement.style.colorScheme = ''
  document.documentElement.dir = ''
})

describe('the box', () => {
  const cases = [en, ko, ja].flatMap((messages) =>
    (['card', 'compact'] as const).map((variant) => [messages.locale, variant, messages] as const),
  )
  test.each(cases)(
    'in %s, as a %s, has one size in every state and room for its text, from 320 to 480 px',
    (_locale, variant, messages) => {
      each({ messages, variant }, 320, () => undefined)
      for (const width of [320, 360, 440, 480]) {
        const sizes = eachAt(width, (root, { name }) => {
          expect(root.scrollWidth, name).toBe(width)
          return [surfaceOf(root).offsetHeight, `${name} at ${width} px`] as const
        })
        expect(sizes.length).toBe(looks.length)
        expect(sizes.filter(([size]) => size !== sizes[0]?.[0])).toEqual([])
      }
    },
  )

  test.each([en, ko, ja])('in $locale has the same size with every error', (messages) => {
    const shown = looksOf(everyError('a-really-long-file-name-from-a-camera-2024-11-22.avif'))
    each({ messages }, 320, () => undefined, shown)
    for (const width of [320, 440]) {
      const sizes = eachAt(
        width,
        (root) => [surfaceOf(root).offsetHeight, root.textContent] as const,
        shown,
      )
      expect(sizes.length).toBe(shown.length)
      expect(sizes.filter(([size]) => size !== sizes[0]?.[0])).toEqual([])
    }
  })

  test('grows with its text and does not clip it', () => {
    document.documentElement.style.fontSize = '32px'
    each({}, 320, (root, { name }) => {
      expect(surfaceOf(root).scrollHeight, name).toBeLessThanOrEqual(surfaceOf(root).offsetHeight)
      expect(root.scrollWidth, name).toBe(320)
    })
    document.documentElement.style.fontSize = ''
  })
})

describe('names in the DOM', () => {
  test('every `data-` value is documented, and every documented one is used', () => {
    const seen = new Set<string>()
    const collect = (root: HTMLElement) => {
      for (const element of [root, ...root.querySelectorAll('[data-part]')])
        seen.add(element.getAttribute('data-part') ?? '')
      return [root.dataset.status, root.dataset.drag]
    }
    const shown = [
      ...each({ capture: true }, 440, collect),
      ...each({ variant: 'compact' }, 440, collect),
    ]
    // The page overlay has a test of its own.
    expect([...seen].toSorted()).toEqual(PARTS.filter((part) => part !== 'page').toSorted())
    expect(Object.keys(PART_DESCRIPTIONS)).toEqual([...PARTS])
    expect(new Set(shown.map(([status]) => status))).toEqual(new Set(STATUSES))
    expect(new Set(shown.flatMap(([, drag]) => drag ?? []))).toEqual(new Set(DRAGS))
  })
  test('each part takes a class by its name', () => {
    const classNames = Object.fromEntries(PARTS.map((part) => [part, `my-${part}`]))
    const parts = each({ classNames, capture: true }, 440, (root) => [
      root,
      ...root.querySelectorAll<HTMLElement>('[data-part]'),
    ]).flat()
    // The overlay repeats the parts of the invitation as decoration.
    const own = parts.filter((part) => part.closest('[data-part=overlay] *') === null)
    expect(
      own.filter(({ classList, dataset }) => !classList.contains(`my-${dataset.part}`)),
    ).toEqual([])
  })
})

describe('accessibility', () => {
  const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const PAGES = ['light', 'dark'].flatMap((scheme) =>
    ['ltr', 'rtl'].map((dir) => ({ scheme, dir })),
  )

  test.each(['card', 'compact'] as const)(
    'axe finds nothing in any state of a %s: light, dark, left to right, right to left',
    async (variant) => {
      const [root] = each({ variant, capture: true }, 440, (element) => element)
      const sheet = root?.parentElement
      if (!sheet) throw new Error('nothing shown')
      // The bubble of a compact uploader is below it, over the next uploader of this page.
      sheet.style.cssText += ';display:grid;row-gap:80px;padding-block-end:80px'
      for (const { scheme, dir } of PAGES) {
        document.documentElement.style.colorScheme = scheme
        document.documentElement.dir = dir
        document.body.style.background = scheme === 'dark' ? '#0f1115' : '#fff'
        // Transitions between the colours of the two schemes have ended.
        for (const animation of document.getAnimations()) animation.cancel()
        const { violations } = await axe.run(sheet, { runOnly: TAGS, resultTypes: ['violations'] })
        expect(
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [scheme, dir, id, html])),
        ).toEqual([])
      }
    },
  )

  test('every button has a name, a role, and at least 24 × 24 px', () => {
    const buttons = each({}, 320, (root) =>
      [...root.querySelectorAll('button')].map(
        (button) => [button.textContent, button.getBoundingClientRect()] as const,
      ),
    ).flat()
    expect(buttons.length).toBeGreaterThan(40)
    for (const [name, { width, height }] of buttons) {
      expect(Math.min(width, height), name).toBeGreaterThanOrEqual(24)
    }
  })

  test('an upload has a progress bar with a text, which is never full', () => {
    each({}, 440, (root, { state }) => {
      const bar = root.querySelector('[data-part=bar]')
      if (bar === null) return
      expect(bar.getAttribute('aria-label')).toBe(en.labels.progress)
      expect(bar.getAttribute('aria-valuetext')).not.toBe('')
      const now = bar.getAttribute('aria-valuenow')
      expect(now === null || Number(now) < 100).toBe(true)
      // Before the first progress event there is no percentage.
      expect(now === null).toBe(!(state.status === 'uploading' && state.progress.loaded > 0))
    })
  })
})
