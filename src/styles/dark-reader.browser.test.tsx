// The extension Dark Reader repaints the page: each text, that of buttons too, can still be read.
import { disable, enable, type Theme } from 'darkreader'
import { afterEach, expect, test, vi } from 'vitest'
import { cleanup, each, mainLooks } from '../react/looks.test.support.js'
import { textContrasts } from './contrast.test.support.js'

const page = document.documentElement

afterEach(() => {
  disable()
  cleanup()
  page.removeAttribute('style')
})

const fillOf = (root: ParentNode) => getComputedStyle(root.querySelector('[data-part=primary]') ?? document.body).backgroundColor

const paleTexts = (roots: readonly Element[]) =>
  roots.flatMap((root, n) =>
    textContrasts(root)
      .filter(({ is }) => is < 4.5)
      .map(({ what, is }) => `${mainLooks[n]?.name}: ${what} ${is.toFixed(2)}`),
  )

/** The extension's own defaults, and those that its documentation recommends. */
const THEMES: Record<string, Partial<Theme>> = { default: {}, recommended: { brightness: 100, contrast: 90, sepia: 10 } }
const ACCENTS = ['', '#ffd400', '#00ffff', '#112233']

test.each(['light', 'dark'].flatMap((scheme) => Object.keys(THEMES).map((theme) => [scheme, theme] as const)))(
  'on a %s page in the %s theme, with our accent and with a host’s',
  async (scheme, theme) => {
    page.style.colorScheme = scheme
    const roots = each({ capture: true }, 440, (root) => root, mainLooks)
    // What comes a little late is there in the end.
    for (const animation of document.getAnimations()) animation.cancel()
    let before = fillOf(document)
    enable(THEMES[theme] ?? {})
    for (const accent of ACCENTS) {
      page.style.setProperty('--siu-accent', accent)
      // Repainted in turns: the colours of variables come last.
      await vi.waitFor(() => expect(fillOf(document)).not.toBe(before), { timeout: 20_000 })
      await vi.waitFor(() => expect([accent, ...paleTexts(roots)]).toEqual([accent]), { timeout: 4_000, interval: 200 })
      before = fillOf(document)
    }
  },
)
