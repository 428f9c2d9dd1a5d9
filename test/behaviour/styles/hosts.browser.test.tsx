// Style sheets of other packages around the uploader, loaded before and after ours: nothing inside
// moves, changes its size or loses contrast.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Look } from '../../fixtures/gallery.js'
import { hostSheets, type HostSheet } from '../../fixtures/host-sheets/index.js'
import { dragData, fireDrag, mount, testUploader } from '../../support/look.js'
import { cleanup, each, eachAt, looks, mainLooks, surfaceOf } from '../../support/looks.js'
import { backgroundOf, colourOf, ratio, textContrasts } from '../../support/contrast.js'

/** The host app sets the font and the root font size; the size of our boxes follows them. */
const SAME_FONT = `
  html { font-size: 16px !important }
  body { font-family: system-ui, 'Noto Sans CJK KR', sans-serif !important; color: #111 !important; background: #fff !important }
  main { inline-size: 440px !important; max-inline-size: none !important; padding: 0 !important; border: 0 !important }`

const host = document.createElement('style')
const font = document.createElement('style')
font.textContent = SAME_FONT
beforeAll(() => document.head.append(font))
afterAll(() => font.remove())
afterEach(() => {
  cleanup()
  host.remove()
})

function load({ css }: Pick<HostSheet, 'css'>, order: 'before' | 'after'): void {
  host.textContent = css
  if (order === 'before') document.head.prepend(host)
  else document.head.append(host)
}

type Box = readonly [what: string, ...sides: number[]]

/** Boxes of the parts and their content, relative to the corner of their root. */
function boxesOf(root: HTMLElement, { name }: Look): Box[] {
  const corner = root.getBoundingClientRect()
  return [root, ...root.querySelectorAll('[data-part], [data-siu], svg *')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const what = `${name}: ${element.tagName} in ${element.closest('[data-part]')?.getAttribute('data-part')}`
    return element.getClientRects().length === 0
      ? [what, 0]
      : [what, x - corner.x, y - corner.y, width, height]
  })
}

const change = ([what, ...sides]: Box, [, ...before]: Box): string[] =>
  sides.length === before.length &&
  sides.every((side, n) => Math.abs(side - (before[n] ?? Number.NaN)) <= 1)
    ? []
    : [`${what} ${before.join(' ')} → ${sides.join(' ')}`]

/** Visible native inputs, which there must not be. */
const seenInputs = (root: HTMLElement) =>
  [...root.querySelectorAll<HTMLElement>('input, select, textarea')]
    .filter((input) => {
      const { width, height } = input.getBoundingClientRect()
      const { clipPath, position } = getComputedStyle(input)
      return width * height > 0 && !(clipPath === 'inset(50%)' && position === 'absolute')
    })
    .map(({ dataset }) => `${dataset.part} is seen`)

const paleTexts = (root: HTMLElement, { name }: Look) =>
  textContrasts(root)
    .filter(({ is }) => is < 4.5)
    .map(({ what, is }) => `${name}: ${what} ${is.toFixed(2)}`)

describe.each(['card', 'compact'] as const)('%s', (variant) => {
  const wrappers = [...new Set(hostSheets.map(({ wrapperClass }) => wrapperClass ?? ''))]

  test.each(wrappers)(
    'has the same boxes and contrast and hidden inputs with every sheet (wrapper “%s”)',
    (wrapper) => {
      const plain = each({ variant, capture: true }, 440, boxesOf, mainLooks)
      // Delayed content is shown by now.
      for (const animation of document.getAnimations()) animation.cancel()
      document.querySelector('main')?.setAttribute('class', wrapper)
      expect(plain.flat().length).toBeGreaterThan(200)
      const faults: string[] = []
      for (const sheet of hostSheets.filter(({ wrapperClass = '' }) => wrapperClass === wrapper)) {
        for (const order of ['before', 'after'] as const) {
          load(sheet, order)
          const moved = eachAt(440, boxesOf, mainLooks).flatMap((boxes, n) =>
            boxes.flatMap((box, k) => change(box, plain[n]?.[k] ?? ['gone'])),
          )
          const pale = eachAt(440, paleTexts, mainLooks).flat()
          const inputs = eachAt(440, seenInputs, mainLooks).flat()
          faults.push(
            ...[...moved, ...pale, ...inputs]
              .slice(0, 5)
              .map((fault) => `${sheet.name}, ${order}: ${fault}`),
          )
        }
      }
      expect(faults).toEqual([])
    },
  )
})

test.each(['Shop', 'Theme with a search form', 'Pico'])(
  'a button under the pointer or with the focus looks as without the sheet: %s',
  async (name) => {
    const look = looks.find((one) => one.name === 'Ready, last minute')
    const sheet = hostSheets.find((one) => one.name === name)
    if (!look || !sheet) throw new Error('no such look or sheet')
    const { part } = mount(testUploader(look.state, 41))
    part('root').parentElement?.setAttribute('class', sheet.wrapperClass ?? '')
    const drawn = async () => {
      await userEvent.hover(part('primary'))
      const { backgroundColor, color } = getComputedStyle(part('primary'))
      await userEvent.keyboard('{Tab}')
      const { outlineStyle, outlineWidth } = getComputedStyle(
        document.activeElement ?? document.body,
      )
      await userEvent.unhover(part('primary'))
      part('primary').ownerDocument.body.focus()
      return [backgroundColor, color, outlineStyle, outlineWidth]
    }
    const plain = await drawn()
    expect(plain.slice(2)).toEqual(['solid', '2px'])
    load(sheet, 'after')
    expect(await drawn()).toEqual(plain)
  },
)

describe('in a dark or light page that does not set `color-scheme`', () => {
  const PAGES = { dark: ['#121212', 'light'], light: ['#fff', 'dark'] } as const

  test.each(['dark', 'light'] as const)(
    'colorScheme="%s" makes every state dark or light',
    (colorScheme) => {
      const [paper, said] = PAGES[colorScheme]
      document.body.style.colorScheme = said
      for (const variant of ['card', 'compact'] as const) {
        const faults = each(
          { variant, colorScheme },
          440,
          (root, look) => [
            ...paleTexts(root, look),
            // The box is about as dark or light as the page.
            ...(ratio(backgroundOf(surfaceOf(root)), colourOf(paper)) > 1.5
              ? [`${look.name}: box`]
              : []),
          ],
          mainLooks.filter(({ name }) => name !== 'Checking'),
        )
        expect(faults.flat()).toEqual([])
        cleanup()
      }
      document.body.style.colorScheme = ''
    },
  )

  test('colorScheme applies to the cover of the page too', () => {
    mount(testUploader(), { dropOnPage: true, colorScheme: 'dark' })
    fireDrag('dragenter', document.body, dragData(new File(['x'], 'x.png', { type: 'image/png' })))
    const cover = document.querySelector('[data-part=page]')
    expect(cover && getComputedStyle(cover).colorScheme).toBe('dark')
  })
})
