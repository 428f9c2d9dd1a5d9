// Drags of the host app's own items over the uploader, made by a mouse where a browser can.
import type { ReactNode } from 'react'
import { DndProvider, useDrag, useDrop } from 'react-dnd'
import { HTML5Backend } from 'react-dnd-html5-backend'
import { userEvent } from 'vitest/browser'
import { describe, expect, test, vi } from 'vitest'
import { dragData, fireDrag } from '../../support/look.js'
import { drag, element, listen, mount, partOf } from '../../support/drags.js'

const own = 'own' as const
const json = ['application/json', '{}'] as const
const text = ['text/plain', 'card-1'] as const
const link = ['text/uri-list', 'https://example.com/cat.jpg'] as const

describe('a drag over the box', () => {
  /** A column of the host app around the uploader, which takes the host app's items. */
  function column() {
    const take = vi.fn()
    const { control, view } = mount({}, (uploader) => (
      <section onDragOver={(event) => event.preventDefault()} onDrop={take}>
        {uploader}
      </section>
    ))
    return {
      control,
      take,
      box: partOf(view.container, 'surface'),
      find: (part: string) => view.container.querySelector(`[data-part=${part}]`),
    }
  }
  test.each([
    ['a type of the host’s', undefined, [json]],
    ['a type of the host’s and text', undefined, [json, text]],
    ['a link with a type of the host’s', undefined, [['application/vnd.pdnd', 'x'], link] as const],
    ['no type at all', own, []],
    ['text of a draggable element', own, [text]],
  ])('with %s is left to the host app', async (_, from, items) => {
    const { control, take, box, find } = column()
    if (from === own)
      fireDrag(
        'dragstart',
        element('b', Object.assign(element('div'), { draggable: true })),
        dragData(),
      )
    fireDrag('dragenter', box, dragData(...items))
    expect(find('overlay')).toBeNull()
    const { dropEffect, dropPrevented } = await drag(box, dragData(...items))
    expect([dropEffect, dropPrevented]).toEqual([undefined, false])
    expect(take).toHaveBeenCalledTimes(1)
    expect(control.calls).toEqual([])
    fireDrag('dragend', box, dragData())
  })
  test.each([
    [
      'selected text of the page',
      [
        ['text/plain', 'hello'],
        ['text/html', 'hello'],
      ] as const,
      'text',
    ],
    ['a link', [link, ['text/html', '<a>']] as const, 'link'],
    ['a link of a draggable element', [link] as const, 'link'],
  ])('with %s is handled', async (name, items, none) => {
    const { control, box, find } = column()
    const start = Object.assign(element('div'), { draggable: true, textContent: 'hello' })
    const whole = name.includes('draggable') ? start : null
    const source = name.startsWith('selected') ? start.firstChild : whole
    if (source) fireDrag('dragstart', source, dragData())
    fireDrag('dragenter', box, dragData(...items))
    expect(find('overlay')).not.toBeNull()
    await drag(box, dragData(...items))
    expect(control.calls).toEqual([['select', { none }]])
    fireDrag('dragend', box, dragData())
  })
})

describe('a card that a mouse drags over the box', () => {
  const Card = () => {
    const [, connect] = useDrag(() => ({ type: 'card' }), [])
    return (
      <p ref={(node) => void connect(node)} id="card">
        a card
      </p>
    )
  }
  const Column = ({ take, children }: { take: () => void; children: ReactNode }) => {
    const [, connect] = useDrop(() => ({ accept: 'card', drop: take }), [take])
    return (
      <section ref={(node) => void connect(node)} aria-label="column">
        {children}
      </section>
    )
  }
  /** Whether the box has shown an overlay at any time of the drag. */
  function watchBox(box: Element) {
    let shown = false
    const observer = new MutationObserver(() => {
      shown ||= box.querySelector('[data-part=overlay]') !== null
    })
    observer.observe(box, { childList: true, subtree: true })
    return () => shown
  }
  const find = (css: string) => {
    const found = document.querySelector(css)
    if (found === null) throw new Error(`no ${css}`)
    return found
  }
  test('of react-dnd reaches the column around it', async () => {
    const take = vi.fn()
    const { control } = mount({ dropOnPage: true }, (uploader) => (
      <DndProvider backend={HTML5Backend}>
        <Card />
        <Column take={take}>{uploader}</Column>
      </DndProvider>
    ))
    const box = find('[data-part=surface]')
    const hasShown = watchBox(box)
    await userEvent.dragAndDrop(find('#card'), box)
    await expect.poll(() => take.mock.calls.length).toBe(1)
    expect([hasShown(), control.calls]).toEqual([false, []])
  })
  test('and has text as its data reaches it too', async () => {
    const take = vi.fn()
    const card = Object.assign(element('div'), {
      id: 'card',
      draggable: true,
      textContent: 'a card',
    })
    listen(card, 'dragstart', ({ dataTransfer }) => dataTransfer?.setData('text/plain', 'card-1'))
    const { control } = mount({ dropOnPage: true }, (uploader) => (
      <section onDragOver={(event) => event.preventDefault()} onDrop={take}>
        {uploader}
      </section>
    ))
    const box = find('[data-part=surface]')
    const hasShown = watchBox(box)
    await userEvent.dragAndDrop(find('#card'), box)
    await expect.poll(() => take.mock.calls.length).toBe(1)
    expect([hasShown(), control.calls]).toEqual([false, []])
  })
})
