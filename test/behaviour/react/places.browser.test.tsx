// The component in a shadow tree and in another window.
import { act, cleanup, render } from '@testing-library/react'
import { createRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { afterEach, describe, expect, test } from 'vitest'
import { oneImage } from '../../fixtures/gallery.js'
import { dragData, fireDrag, testUploader } from '../../support/look.js'
import type { SearchImageUploaderHandle } from '../../../src/react/props.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

const { image, asset } = oneImage()
const png = new File(['png'], 'a.png', { type: 'image/png' })

let leave = () => {}
afterEach(() => {
  cleanup()
  leave()
})

const partOf = (tree: ParentNode, name: string) => {
  const found = tree.querySelector<HTMLElement>(`[data-part=${name}]`)
  if (found === null) throw new Error(`no ${name}`)
  return found
}

describe('in a shadow tree', () => {
  function mountInShadow(children: ReactNode): ShadowRoot {
    const host = document.body.appendChild(document.createElement('div'))
    leave = () => host.remove()
    const tree = host.attachShadow({ mode: 'open' })
    render(children, { container: tree.appendChild(document.createElement('div')) })
    return tree
  }

  test('`focus()` reaches the trigger', () => {
    const ref = createRef<SearchImageUploaderHandle>()
    const tree = mountInShadow(<SearchImageUploader control={testUploader()} ref={ref} />)
    ref.current?.focus()
    expect(tree.activeElement).toBe(partOf(tree, 'trigger'))
  })
  test('a stopped submit focuses the trigger', async () => {
    const tree = mountInShadow(
      <form>
        <SearchImageUploader control={testUploader()} name="image" required />
      </form>,
    )
    act(() => tree.querySelector('form')?.requestSubmit())
    await expect.poll(() => tree.activeElement).toBe(partOf(tree, 'trigger'))
  })
  test('a reset of the form resets the uploader', () => {
    const control = testUploader({ status: 'success', image, asset })
    const tree = mountInShadow(
      <form>
        <SearchImageUploader control={control} name="image" />
      </form>,
    )
    act(() => tree.querySelector('form')?.reset())
    expect(control.calls).toEqual([['reset']])
  })
  test('the cover of the page is rendered inside, where the style sheet applies', () => {
    const tree = mountInShadow(<SearchImageUploader control={testUploader()} dropOnPage />)
    fireDrag('dragenter', document.body, dragData(png))
    expect(document.querySelector('[data-part=page]')).toBeNull()
    expect(partOf(tree, 'page').parentNode).toBe(tree)
    fireDrag('dragleave', document.body, dragData(png))
    expect(tree.querySelector('[data-part=page]')).toBeNull()
  })
})

describe('in another window', () => {
  /** A window with its own `File`, `Element` and `DataTransfer`, like a pop-up. */
  function openWindow() {
    const frame = document.body.appendChild(document.createElement('iframe'))
    leave = () => frame.remove()
    const inside = frame.contentWindow as (Window & typeof globalThis) | null
    if (inside === null) throw new Error('no window')
    const transfer = () => {
      const data = new inside.DataTransfer()
      data.items.add(new inside.File(['png'], 'inside.png', { type: 'image/png' }))
      return data
    }
    return { inside, transfer }
  }
  function mountInside(inside: Window, props: { paste?: 'page'; dropOnPage?: boolean } = {}) {
    const control = testUploader()
    render(
      <div>
        {createPortal(<SearchImageUploader control={control} {...props} />, inside.document.body)}
      </div>,
    )
    return { control, part: (name: string) => partOf(inside.document, name) }
  }
  const names = (calls: readonly (readonly [string, unknown?])[]) =>
    calls.map(([method, files]) => [method, ...(files as File[]).map(({ name }) => name)])
  const finished = () => act(async () => new Promise((resolve) => setTimeout(resolve)))

  test('a selected file is taken, and the same file again', async () => {
    const { inside, transfer } = openWindow()
    const { control, part } = mountInside(inside)
    const input = part('input') as HTMLInputElement
    input.files = transfer().files
    input.dispatchEvent(new inside.Event('change', { bubbles: true }))
    await finished()
    expect(names(control.calls)).toEqual([['select', 'inside.png']])
    expect(input.value).toBe('')
  })
  test('a drop is taken', async () => {
    const { inside, transfer } = openWindow()
    const { control, part } = mountInside(inside)
    part('surface').dispatchEvent(
      new inside.DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer() }),
    )
    await finished()
    expect(names(control.calls)).toEqual([['select', 'inside.png']])
  })
  test('a paste and a drop on the page of that window are taken, except in editable elements', () => {
    const { inside, transfer } = openWindow()
    const { control } = mountInside(inside, { paste: 'page', dropOnPage: true })
    const field = inside.document.body.appendChild(inside.document.createElement('textarea'))
    const paste = (target: Element) =>
      target.dispatchEvent(
        new inside.ClipboardEvent('paste', {
          bubbles: true,
          cancelable: true,
          clipboardData: transfer(),
        }),
      )
    act(() => void paste(field))
    act(() => void paste(inside.document.body))
    const drop = new inside.DragEvent('drop', {
      bubbles: true,
      cancelable: true,
      dataTransfer: transfer(),
    })
    act(() => void inside.document.body.dispatchEvent(drop))
    expect(names(control.calls)).toEqual([
      ['select', 'inside.png'],
      ['select', 'inside.png'],
    ])
  })
})
