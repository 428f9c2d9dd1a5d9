// With the browser extension Dark Reader, which changes the colours of the page, each text is
// readable, also in buttons and bubbles.
import { disable, enable, type Theme } from 'darkreader'
import { afterEach, expect, test } from 'vitest'
import { cleanup, each, mainLooks } from '../../support/looks.js'
import { textContrasts } from '../../support/contrast.js'
import sheet from '../../../src/styles/styles.css?inline'

const page = document.documentElement

let leave = () => {}

afterEach(() => {
  disable()
  cleanup()
  leave()
  page.removeAttribute('style')
})

/** Where the uploaders are: in the page, or in a shadow tree with the style sheet in it. */
const PLACES = {
  'the page': () => undefined,
  'a shadow tree': () => {
    const host = document.body.appendChild(document.createElement('div'))
    leave = () => host.remove()
    const tree = host.attachShadow({ mode: 'open' })
    tree.innerHTML = `<style>${sheet}</style>`
    return tree.appendChild(document.createElement('div'))
  },
}

const fillOf = (root: ParentNode | undefined) =>
  getComputedStyle(root?.querySelector('[data-part=primary]') ?? document.body).backgroundColor

const paleTexts = (roots: readonly Element[]) =>
  roots.flatMap((root, n) =>
    textContrasts(root)
      .filter(({ is }) => is < 4.5)
      .map(({ what, is }) => `${mainLooks[n]?.name}: ${what} ${is.toFixed(2)}`),
  )

/** The default settings of the extension, and those that its documentation recommends. */
const THEMES: Record<string, Partial<Theme>> = {
  default: {},
  recommended: { brightness: 100, contrast: 90, sepia: 10 },
}
const ACCENTS = ['', '#ffd400', '#00ffff', '#112233']

const CASES = (['card', 'compact'] as const).flatMap((variant) =>
  (Object.keys(PLACES) as (keyof typeof PLACES)[]).flatMap((place) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      Object.keys(THEMES).map((theme) => ({ variant, place, scheme, theme })),
    ),
  ),
)

test.each(CASES)(
  '$variant in $place, $scheme, in the $theme theme, with our accent and one of a host app',
  async ({ variant, place, scheme, theme }) => {
    page.style.colorScheme = scheme
    const roots = each(
      { capture: true, variant },
      { width: 440, container: PLACES[place]() },
      (root) => root,
      mainLooks,
    )
    const tree = roots[0]?.parentElement ?? undefined
    // Delayed content is shown by now.
    for (const animation of document.getAnimations()) animation.cancel()
    let before = fillOf(tree)
    enable(THEMES[theme] ?? {})
    for (const accent of ACCENTS) {
      page.style.setProperty('--siu-accent', accent)
      // Dark Reader works in several passes and changes the colours of variables last.
      await expect.poll(() => fillOf(tree)).not.toBe(before)
      await expect.poll(() => [accent, ...paleTexts(roots)], { interval: 200 }).toEqual([accent])
      before = fillOf(tree)
    }
  },
)
