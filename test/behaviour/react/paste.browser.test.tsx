// Which uploader of a page gets a paste, and which fields of the host app do.
import { createRoot } from 'react-dom/client'
import { describe, expect, test } from 'vitest'
import { act, dragData, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'
import { element, listen, mount, partOf, png, selections } from '../../support/drags.js'

const text = ['text/plain', 'hello'] as const

function paste(target: EventTarget, data = dragData(png)): boolean {
  const event = new ClipboardEvent('paste', {
    bubbles: true,
    cancelable: true,
    composed: true,
    clipboardData: data,
  })
  act(() => void target.dispatchEvent(event))
  return event.defaultPrevented
}

const trigger = ({ view }: ReturnType<typeof mount>) => partOf(view.container, 'trigger')

describe('a paste goes to', () => {
  test.each(['before', 'after'])(
    'the uploader with the focus, mounted %s the ones with `paste="page"`',
    (order) => {
      const early = mount({ paste: order === 'before' ? 'focus' : 'page' })
      const wide = mount({ paste: 'page' })
      const late = mount({ paste: order === 'before' ? 'page' : 'focus' })
      const focused = order === 'before' ? early : late
      trigger(focused).focus()
      expect(paste(trigger(focused))).toBe(true)
      expect(paste(document.body)).toBe(true)
      expect([early, wide, late].map((one) => selections(one.control))).toEqual(
        [early, wide, late].map((one) => (one === focused ? 2 : 0)),
      )
    },
  )
  test('else the one with `paste="page"` that was mounted last and is enabled', () => {
    const [first, second, third] = [
      mount({ paste: 'page' }),
      mount({ paste: 'page' }),
      mount({ paste: 'page', disabled: true }),
    ]
    mount()
    paste(document.body)
    expect([first, second, third].map(({ control }) => selections(control))).toEqual([0, 1, 0])
    // New options do not count as a new mount.
    first.view.rerender(
      <SearchImageUploader control={first.control} paste="page" variant="compact" />,
    )
    paste(document.body)
    expect([first, second].map(({ control }) => selections(control))).toEqual([0, 2])
    second.view.unmount()
    paste(document.body)
    expect(selections(first.control)).toBe(1)
  })
  test('one with `paste="page"`, where the one with the focus takes no pastes', () => {
    const [none, wide] = [mount({ paste: false }), mount({ paste: 'page' })]
    trigger(none).focus()
    paste(document.body)
    expect([none, wide].map(({ control }) => selections(control))).toEqual([0, 1])
  })
  test('the uploader with the focus in a shadow tree', () => {
    const wide = mount({ paste: 'page' })
    const tree = element('div').attachShadow({ mode: 'open' })
    const control = testUploader()
    const root = createRoot(tree.appendChild(document.createElement('div')))
    act(() => root.render(<SearchImageUploader control={control} />))
    partOf(tree, 'trigger').focus()
    paste(partOf(tree, 'trigger'))
    expect([selections(control), selections(wide.control)]).toEqual([1, 0])
    act(() => root.unmount())
  })
})

describe('a paste is left to', () => {
  test.each([
    ['window', true],
    ['window', false],
    ['document', true],
    ['document', false],
  ] as const)('a listener on %s that prevents, capture: %s', (node, capture) => {
    const { control } = mount({ paste: 'page' })
    listen(
      node === 'window' ? window : document,
      'paste',
      (event) => event.preventDefault(),
      capture,
    )
    paste(document.body)
    expect(control.calls).toEqual([])
  })
  const fields: Record<string, () => Element> = {
    ...Object.fromEntries(
      ['text', 'search', 'url', 'tel', 'email', 'password', 'number'].map((type) => [
        `input ${type}`,
        () => Object.assign(element('input'), { type }),
      ]),
    ),
    textarea: () => element('textarea'),
    contenteditable: () => element('b', Object.assign(element('div'), { contentEditable: 'true' })),
    'role=textbox': () => {
      const box = element('div')
      box.setAttribute('role', 'textbox')
      return element('span', box)
    },
    'an input in a shadow tree': () =>
      element('div').attachShadow({ mode: 'open' }).appendChild(document.createElement('input')),
  }
  test.each(Object.keys(fields))('an element that takes text: %s', (name) => {
    const { control } = mount({ paste: 'page' })
    expect(paste(fields[name]?.() ?? document)).toBe(false)
    expect(control.calls).toEqual([])
  })
  test('a document in design mode', () => {
    const { control } = mount({ paste: 'page' })
    document.designMode = 'on'
    const prevented = paste(element('div'))
    document.designMode = 'off'
    expect([prevented, control.calls]).toEqual([false, []])
  })
  test('a field inside the uploader, unless it is an image', () => {
    const made = mount()
    const field = element('input', partOf(made.view.container, 'root'))
    field.focus()
    expect(paste(field, dragData(text))).toBe(false)
    expect(paste(field)).toBe(true)
    expect(selections(made.control)).toBe(1)
  })
})

describe('with `paste="page"` a paste is taken after a click on', () => {
  const inputs = [
    'checkbox',
    'radio',
    'range',
    'color',
    'button',
    'submit',
    'file',
    'reset',
    'image',
  ]
  test.each([...inputs, 'select', 'button element', 'read-only text'])('%s', (name) => {
    const { control } = mount({ paste: 'page' })
    const tag = ({ select: 'select', 'button element': 'button' } as const)[name] ?? 'input'
    const target = element(tag)
    if (inputs.includes(name)) (target as HTMLInputElement).type = name
    if (name === 'read-only text') (target as HTMLInputElement).readOnly = true
    target.focus()
    expect(paste(target)).toBe(true)
    expect(selections(control)).toBe(1)
  })
})
