// Width of the uploader: wide enough where its parent has no width, never wider than the page, and
// as wide as the parent where that has a width.
import { render } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

beforeAll(() => {
  document.body.style.margin = '0'
})
afterAll(() => {
  document.body.style.margin = ''
})
afterEach(cleanup)

/** The uploader is mounted in place of `*`. */
const PLACES: Readonly<Record<string, string>> = {
  'inline-block': '<div style="display:inline-block">*</div>',
  'flex item': '<div style="display:flex"><input><div>*</div></div>',
  'grid cell, auto': '<div style="display:grid; grid-template-columns:auto 1fr"><div>*</div></div>',
  'grid cell, min-content': '<div style="display:grid; grid-template-columns:min-content">*</div>',
  'table cell': '<table><tr><td>*</td></tr></table>',
  float: '<div style="float:left">*</div>',
  'absolute dropdown':
    '<span style="position:relative"><button>▾</button><div style="position:absolute; top:100%; left:0">*</div></span>',
  'absolute dropdown in a small box':
    '<div style="position:relative; width:40px"><div style="position:absolute">*</div></div>',
  'native dialog': '<dialog open>*</dialog>',
  'native popover': '<div popover="manual" data-open>*</div>',
  'fit-content': '<div style="width:fit-content">*</div>',
  'min-content': '<div style="width:min-content">*</div>',
}

function mountAt(html: string, variant: 'card' | 'compact'): HTMLElement {
  const host = document.createElement('div')
  host.innerHTML = html.replace('*', '<div data-place style="display:contents"></div>')
  document.body.append(host)
  const view = render(<SearchImageUploader control={testUploader()} variant={variant} />, {
    container: host.querySelector<HTMLElement>('[data-place]') ?? host,
  })
  host.querySelector<HTMLElement>('[data-open]')?.showPopover()
  const root = view.container.querySelector<HTMLElement>('[data-part=root]')
  if (!root) throw new Error('nothing mounted')
  return root
}

describe.each(['card', 'compact'] as const)('%s', (variant) => {
  const own = variant === 'card' ? 352 : 256

  test.each(Object.entries(PLACES))(
    'in a %s has its default width, and less on a phone',
    async (_place, html) => {
      await page.viewport(1000, 700)
      const root = mountAt(html, variant)
      expect(root.getBoundingClientRect().width).toBeGreaterThanOrEqual(own)
      expect(root.getBoundingClientRect().width).toBeLessThan(600)
      await page.viewport(320, 600)
      const { width } = root.getBoundingClientRect()
      expect(width).toBeGreaterThan(220)
      expect(width).toBeLessThanOrEqual(288)
      root.closest('body > div')?.remove()
    },
  )

  test.each([150, 240, 500, 900])('is as wide as its parent: %i px', async (given) => {
    await page.viewport(1000, 700)
    const ways = [
      `width:${given}px`,
      `display:grid; grid-template-columns:${given}px`,
      `display:flex; width:${given}px`,
    ]
    for (const way of ways) {
      const root = mountAt(`<div style="${way}">*</div>`, variant)
      expect([way, root.getBoundingClientRect().width, root.scrollWidth]).toEqual([
        way,
        given,
        given,
      ])
      root.closest('body > div')?.remove()
    }
  })
})
