// The cover of `dropOnPage`: where it is, when it disappears, and that a drop on it is taken.
import { createRoot } from 'react-dom/client'
import { page } from 'vitest/browser'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { en } from '../../../src/locales/en.js'
import { ja } from '../../../src/locales/ja.js'
import { ko } from '../../../src/locales/ko.js'
import { act, dragData, fireDrag, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'
import {
  cover,
  drag,
  dragOver,
  element,
  handle,
  listen,
  mount,
  png,
  selections,
} from '../../support/drags.js'

describe('the cover disappears when the drag ends', () => {
  const ends: Record<string, (zone: Element) => void> = {
    'a drop that an element stops': (zone) => {
      listen(zone, 'drop', (event) => event.stopPropagation())
      fireDrag('drop', zone, dragData(png))
    },
    'a drop that the document stops in the capture phase': (zone) => {
      listen(document, 'drop', (event) => event.stopImmediatePropagation(), true)
      fireDrag('drop', zone, dragData(png))
    },
    'the end of a drag': (zone) => fireDrag('dragend', zone, dragData(png)),
    'leaving the window, or Escape': (zone) => fireDrag('dragleave', zone, dragData(png)),
    'a pointer that moves': (zone) =>
      void act(() => zone.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))),
  }
  test.each(Object.keys(ends))('by %s', async (name) => {
    mount({ dropOnPage: true })
    const zone = element('div')
    expect((await dragOver(zone)).covered).toBe(true)
    ends[name]?.(zone)
    expect(cover()).toBeNull()
    // The next drag shows the cover again.
    expect((await dragOver(element('div'))).covered).toBe(true)
  })
  test('also when the element below it is removed', async () => {
    mount({ dropOnPage: true })
    const zone = element('div')
    await dragOver(zone)
    zone.remove()
    fireDrag('dragenter', document.body, dragData(png))
    fireDrag('dragleave', document.body, dragData(png))
    expect(cover()).toBeNull()
  })
  test('and is not shown over a drop zone of the host app, which gets its drop', async () => {
    const { control } = mount({ dropOnPage: true })
    const zone = element('div')
    const take = vi.fn()
    handle(zone, false, take, (event) => event.stopPropagation())
    expect((await dragOver(element('p'))).covered).toBe(true)
    expect((await drag(zone)).covered).toBe(false)
    expect(take).toHaveBeenCalledTimes(1)
    expect(control.calls).toEqual([])
  })
  test('as does the overlay of the box when the host app stops the drop', async () => {
    const { view } = mount()
    const box = view.container.querySelector('[data-part=surface]')
    if (box === null) throw new Error('no box')
    fireDrag('dragenter', box, dragData(png))
    expect(view.container.querySelector('[data-part=overlay]')).not.toBeNull()
    listen(document, 'drop', (event) => event.stopPropagation(), true)
    fireDrag('drop', box, dragData(png))
    expect(view.container.querySelector('[data-part=overlay]')).toBeNull()
  })
})

describe('a drop on the cover is taken, and the browser does not open the file', () => {
  const places: Record<string, () => Element> = {
    'a search field': () => Object.assign(element('input'), { type: 'search' }),
    'a text field in a shadow tree': () =>
      element('div').attachShadow({ mode: 'open' }).appendChild(document.createElement('input')),
    'a textarea': () => element('textarea'),
    'a select': () => element('select'),
    'an editable element': () => Object.assign(element('div'), { contentEditable: 'true' }),
    'a disabled file input': () =>
      Object.assign(element('input'), { type: 'file', disabled: true }),
    'a disabled uploader': () =>
      mount({ disabled: true }).view.container.querySelector('[data-part=surface]') ??
      document.body,
  }
  test.each(Object.keys(places))('%s', async (name) => {
    const place = places[name]?.() ?? document.body
    const { control } = mount({ dropOnPage: true })
    expect(await drag(place)).toMatchObject({ prevented: true, dropPrevented: true, covered: true })
    expect(selections(control)).toBe(1)
  })
  test('a file input gets its own drop, without the cover', async () => {
    const { control } = mount({ dropOnPage: true })
    const input = Object.assign(element('input'), { type: 'file' })
    expect(await drag(input)).toMatchObject({
      prevented: false,
      dropPrevented: false,
      covered: false,
    })
    expect(control.calls).toEqual([])
  })
  test('the browser does not open a file either whose drop an element stops but does not take', async () => {
    mount({ dropOnPage: true })
    const zone = element('div')
    listen(zone, 'drop', (event) => event.stopImmediatePropagation())
    expect(await drag(zone)).toMatchObject({ covered: true, dropPrevented: true })
  })
})

describe('with the document as React root', () => {
  /**
   * As Next.js and React Router hydrate: React's handlers run on the document, like the guards of
   * others.
   */
  async function documentRoot(guard: boolean) {
    const frame = element('iframe')
    const inside = frame.contentDocument
    if (inside === null) throw new Error('no document')
    const control = testUploader()
    const take = vi.fn()
    const root = createRoot(inside)
    const zone = {
      onDragOver: (event: { preventDefault(): void }) => event.preventDefault(),
      onDrop: take,
    }
    await act(async () =>
      root.render(
        <html lang="en">
          <head />
          <body>
            <div id="zone" {...zone} />
            <div id="free" />
            <SearchImageUploader control={control} dropOnPage />
          </body>
        </html>,
      ),
    )
    if (guard)
      for (const type of ['dragover', 'drop'])
        inside.addEventListener(type, (event) => event.preventDefault())
    const at = async (id: string) => {
      const target = inside.querySelector(id) ?? inside
      await drag(target)
    }
    return { control, take, at, close: () => act(() => root.unmount()) }
  }
  test.each([false, true])('React’s drop zones are recognised, with a guard: %s', async (guard) => {
    const { control, take, at, close } = await documentRoot(guard)
    await at('#zone')
    expect([take.mock.calls.length, selections(control)]).toEqual([1, 0])
    await at('#free')
    expect([take.mock.calls.length, selections(control)]).toEqual([1, 1])
    close()
  })
})

describe('the text of the cover on a phone', () => {
  beforeAll(() => page.viewport(320, 600))
  afterAll(() => page.viewport(414, 896))
  const rectsOf = (text: Text, start: number, end: number) => {
    const range = document.createRange()
    range.setStart(text, start)
    range.setEnd(text, end)
    return [...range.getClientRects()]
  }
  test.each([
    ['en', en, 1],
    ['ko', ko, 1],
    // Without spaces the text is one word.
    ['ja', ja, 2],
  ])(
    'is centred inside the frame, and no word of it breaks: %s',
    async (_, messages, linesOfWord) => {
      mount({ dropOnPage: true, messages })
      await dragOver(element('div'))
      const frame = cover()?.getBoundingClientRect() ?? new DOMRect()
      const text = cover()?.querySelector('span')?.firstChild as Text
      const lines = rectsOf(text, 0, text.length)
      expect(lines.length).toBeGreaterThan(1)
      for (const { left, right } of lines) {
        expect(left - frame.left).toBeGreaterThan(10)
        expect(left + right - frame.left - frame.right).toBeCloseTo(0, 0)
      }
      const words = [...text.data.matchAll(/\S+/g)].map(
        (word) => rectsOf(text, word.index, word.index + word[0].length).length,
      )
      expect(new Set(words)).toEqual(new Set([linesOfWord]))
    },
  )
})

describe('the cover is above', () => {
  /** The colour in the middle of the screen. */
  async function middle(): Promise<number[]> {
    const base64 = await page.screenshot({ save: false })
    const bitmap = await createImageBitmap(
      await (await fetch(`data:image/png;base64,${base64}`)).blob(),
    )
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    context?.drawImage(bitmap, bitmap.width * 0.3, bitmap.height * 0.3, 1, 1, 0, 0, 1, 1)
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
  }
  const RED = [255, 0, 0]
  function redCover() {
    const sheet = document.createElement('style')
    sheet.textContent =
      '.red { background: red; border: 0; inset: 0 } .red > * { visibility: hidden }'
    element('div').append(sheet)
    return mount({ dropOnPage: true, classNames: { page: 'red' } })
  }
  function dialog() {
    const opened = element('dialog')
    opened.style.cssText =
      'position: fixed; inset: 0; inline-size: 100vw; block-size: 100vh; max-inline-size: none; max-block-size: none; background: blue'
    return opened
  }
  test('a modal dialog that was opened before the drag', async () => {
    redCover()
    const opened = dialog()
    opened.showModal()
    expect(await middle()).toEqual([0, 0, 255])
    await dragOver(opened)
    expect(await middle()).toEqual(RED)
  })
  test.each(['dialog', 'popover'])('a %s that is opened during the drag', async (kind) => {
    redCover()
    const opened = dialog()
    await dragOver(element('div'))
    if (kind === 'dialog') opened.showModal()
    else {
      opened.popover = 'auto'
      opened.showPopover()
    }
    await expect.poll(middle).toEqual(RED)
  })
  test('everything also from a shadow tree, and disappears with the drag', async () => {
    const tree = element('div').attachShadow({ mode: 'open' })
    const root = createRoot(tree.appendChild(document.createElement('div')))
    act(() => root.render(<SearchImageUploader control={testUploader()} dropOnPage />))
    await dragOver(element('div'))
    expect(cover(tree)?.matches(':popover-open')).toBe(true)
    fireDrag('dragend', document.body, dragData(png))
    expect(cover(tree)).toBeNull()
    act(() => root.unmount())
  })
})
