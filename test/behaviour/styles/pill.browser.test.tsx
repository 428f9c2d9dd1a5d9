// One row inside of an element that clips its overflow: the bubble with the reason of a rejection
// is visible.
import { act, render } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { oneImage, tooSmall, wrongFormat } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { cleanup, testUploader } from '../../support/look.js'
import type { LookProps } from '../../../src/react/props.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'
import sheet from '../../../src/styles/styles.css?inline'

const { image, link } = oneImage()
const STATES: Readonly<Record<string, UploadState>> = {
  'a rejection of the first selection': { status: 'idle', rejection: tooSmall },
  'a rejection beside an image': { status: 'ready', image, link, rejection: wrongFormat },
  'a failure': {
    status: 'error',
    image,
    error: uploadError('network', 'upload', 'try-again', { offline: false }),
  },
}

/** The uploader is mounted in place of `*`. */
const PLACES: Readonly<Record<string, string>> = {
  'a pill':
    '<div style="display:flex; overflow:hidden; border-radius:32px; border:1px solid #999"><input style="width:80px"><p>*</p></div>',
  'overflow: clip': '<div style="overflow:clip">*</div>',
  'contain: paint': '<div style="contain:paint">*</div>',
  'a clip path': '<div style="clip-path:inset(0)">*</div>',
  'a list that scrolls':
    '<div style="overflow:auto; block-size:70px">*<div style="block-size:300px"></div></div>',
  'a transformed pill': '<div style="overflow:hidden; transform:translate(30px, 20px)">*</div>',
  'a row below a higher one':
    '<div style="isolation:isolate; position:relative">*</div><div style="position:relative; z-index:9; block-size:150px; background:#eee"></div>',
  'right to left':
    '<div dir="rtl" style="overflow:hidden; border-radius:32px; width:500px">*</div>',
  'a modal dialog': '<dialog style="overflow:hidden; border-radius:32px; padding:0">*</dialog>',
  'the end of the page':
    '<div style="position:fixed; bottom:0; overflow:hidden; width:400px">*</div>',
}

beforeAll(async () => {
  document.body.style.margin = '8px'
  await page.viewport(700, 500)
})
afterAll(() => {
  document.body.style.margin = ''
})
afterEach(() => {
  cleanup()
  for (const host of document.querySelectorAll('[data-host]')) host.remove()
})

function mountAt(html: string, state: UploadState, props: LookProps = {}) {
  const host = document.createElement('div')
  host.dataset.host = ''
  host.innerHTML = html.replace('*', '<div data-place style="inline-size:100%"></div>')
  document.body.append(host)
  host.querySelector('dialog')?.showModal()
  const control = testUploader()
  const container = host.querySelector<HTMLElement>('[data-place]') ?? host
  render(<SearchImageUploader control={control} variant="compact" {...props} />, { container })
  control.show(state)
  return { host, control, container }
}

const bubbleIn = (container: ParentNode) => {
  const bubble = container.querySelector<HTMLElement>(
    '[data-part=rejection], [data-part=hint][data-tone]',
  )
  if (bubble === null) throw new Error('no bubble')
  return bubble
}

/** Corners and middles of the bubble's lines where the bubble is not the topmost element. */
function hiddenPoints(bubble: HTMLElement): string[] {
  const tree = bubble.getRootNode() as Document | ShadowRoot
  const range = document.createRange()
  range.selectNodeContents(bubble)
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0)
  if (lines.length === 0) return ['no text']
  return lines
    .flatMap(({ left, right, top, bottom }) => [
      [left + 1, top + 1],
      [right - 1, bottom - 1],
      [(left + right) / 2, (top + bottom) / 2],
    ])
    .filter(([x = 0, y = 0]) => !bubble.contains(tree.elementFromPoint(x, y)))
    .map(([x, y]) => `${x} ${y}`)
}

const rowOf = (bubble: Element) =>
  bubble.closest('[data-part=surface]')?.getBoundingClientRect() ?? new DOMRect()

const gapOf = (bubble: Element) => {
  const [{ top, bottom }, row] = [bubble.getBoundingClientRect(), rowOf(bubble)]
  return Math.round(Math.min(Math.abs(top - row.bottom), Math.abs(row.top - bottom)))
}

/** Behaves as a browser without anchors, and turns off the anchors of the style sheet. */
const withoutAnchors = () => void vi.spyOn(CSS, 'supports').mockReturnValue(false)

describe.each([
  ['by an anchor', () => {}],
  ['by measuring', withoutAnchors],
])('placed %s:', (_how, prepare) => {
  beforeEach(prepare)
  afterEach(() => void vi.restoreAllMocks())

  describe.each(Object.entries(PLACES))('%s', (_place, html) => {
    test.each(Object.entries(STATES))(
      '%s is visible, beside the row and as wide',
      (_what, state) => {
        const bubble = bubbleIn(mountAt(html, state).container)
        expect(hiddenPoints(bubble)).toEqual([])
        const [box, row] = [bubble.getBoundingClientRect(), rowOf(bubble)]
        expect([
          Math.round(box.left - row.left),
          Math.round(row.right - box.right),
          gapOf(bubble),
        ]).toEqual([1, 1, 5])
      },
    )
  })

  test('in a shadow tree', () => {
    const host = document.body.appendChild(document.createElement('div'))
    host.dataset.host = ''
    const shadow = host.attachShadow({ mode: 'open' })
    shadow.innerHTML = `<style>${sheet}</style><div style="overflow:hidden; border-radius:32px"></div>`
    const control = testUploader()
    render(<SearchImageUploader control={control} variant="compact" />, {
      container: shadow.lastElementChild as HTMLElement,
    })
    control.show(STATES['a failure'] ?? { status: 'idle' })
    expect(hiddenPoints(bubbleIn(shadow))).toEqual([])
  })

  test('several on one page: each has its own bubble', () => {
    const bubbles = [1, 2, 3].map(() =>
      bubbleIn(
        mountAt(
          '<div style="overflow:hidden; margin-block-end:70px; width:400px">*</div>',
          STATES['a failure'] ?? { status: 'idle' },
        ).container,
      ),
    )
    expect(bubbles.flatMap(hiddenPoints)).toEqual([])
    expect(bubbles.map(gapOf)).toEqual([5, 5, 5])
  })

  test('follows the row when that moves, and is hidden while the row is scrolled out of view', async () => {
    const { host, container } = mountAt(
      '<div data-list style="overflow:auto; block-size:160px"><div style="block-size:60px"></div>*<div style="block-size:600px"></div></div>',
      STATES['a failure'] ?? { status: 'idle' },
    )
    const bubble = bubbleIn(container)
    const list = host.querySelector<HTMLElement>('[data-list]')
    if (list === null) throw new Error('no list')
    expect(gapOf(bubble)).toBe(5)
    list.scrollTop = 40
    await expect.poll(() => [gapOf(bubble), hiddenPoints(bubble)]).toEqual([5, []])
    list.scrollTop = 400
    await expect.poll(() => hiddenPoints(bubble)).not.toEqual([])
    list.scrollTop = 0
    host.style.marginInlineStart = '50px'
    await expect.poll(() => [gapOf(bubble), hiddenPoints(bubble)]).toEqual([5, []])
  })

  test('the bubble moves nothing and does not change the reading order', () => {
    const { control, container } = mountAt(PLACES['a pill'] ?? '*', {
      status: 'ready',
      image,
      link,
    })
    const boxes = () =>
      [...container.querySelectorAll('[data-part=surface], button')].map((element) =>
        Object.values(element.getBoundingClientRect().toJSON() as object),
      )
    const before = boxes()
    control.show(STATES['a rejection beside an image'] ?? { status: 'idle' })
    expect(boxes()).toEqual(before)
    const bubble = bubbleIn(container)
    expect(bubble.parentElement?.dataset.part).toBe('message')
    expect(bubble.getAttribute('role')).toBe('paragraph')
    act(() => container.querySelector('button')?.focus())
    expect(document.activeElement?.localName).toBe('button')
  })
})
