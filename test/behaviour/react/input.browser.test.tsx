import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { en } from '../../../src/locales/en.js'
import { createTestImage } from '../../../src/testing/index.js'
import { acceptString } from '../../../src/react/input/accept.js'
import {
  act,
  cleanup,
  dragData,
  fireDrag,
  mount,
  testUploader,
  type TestUploader,
} from '../../support/look.js'
import { oneImage } from '../../fixtures/gallery.js'

afterEach(cleanup)

const png = new File(['png'], 'a.png', { type: 'image/png' })
const jpg = new File(['jpg'], 'b.jpg', { type: 'image/jpeg' })
const text = ['text/plain', 'hello'] as const

const selected = ({ calls }: TestUploader) =>
  calls.filter(([method]) => method === 'select').map(([, selection]) => selection)

/** react-dropzone hands files over in a microtask. */
const finished = () => act(async () => new Promise((resolve) => setTimeout(resolve)))

describe('the file dialog', () => {
  test('is opened once by a click, by Enter, and by Space', async () => {
    const { part } = mount(testUploader())
    const input = part('input') as HTMLInputElement
    const click = vi.spyOn(input, 'click').mockImplementation(() => {})
    await userEvent.click(part('trigger'))
    expect(click).toHaveBeenCalledTimes(1)
    part('trigger').focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.keyboard(' ')
    expect(click).toHaveBeenCalledTimes(3)
  })
  test('the whole empty box is its target', () => {
    const { part } = mount(testUploader())
    const { left, top } = part('surface').getBoundingClientRect()
    expect(document.elementFromPoint(left + 8, top + 8)).toBe(part('trigger'))
  })
  test('a chosen file reaches the uploader, and the same one again', async () => {
    const { control, part } = mount(testUploader())
    const input = part('input') as HTMLInputElement
    await userEvent.upload(input, png)
    await finished()
    expect(input.value).toBe('')
    await userEvent.upload(input, png)
    await finished()
    expect(selected(control)).toEqual([[png], [png]])
  })
  test('a file that the page did not ask for is judged by the uploader, not dropped', async () => {
    const { control, part } = mount(testUploader())
    const pdf = new File(['%PDF'], 'a.pdf', { type: 'application/pdf' })
    await userEvent.upload(part('input'), pdf)
    await finished()
    expect(selected(control)).toEqual([[pdf]])
  })
  test('a cancelled dialog changes nothing', async () => {
    const { control, part } = mount(testUploader())
    part('input').dispatchEvent(new Event('change', { bubbles: true }))
    await finished()
    expect(control.calls).toEqual([])
  })
  test('asks for what keeps phone images as they are', () => {
    const { part } = mount(testUploader())
    expect(part('input')).toHaveProperty('accept', 'image/*,.heic,.heif,.hif')
    expect(part('input')).toHaveProperty('multiple', false)
    expect(acceptString(['jpeg', 'png'])).toBe('image/jpeg,.jpg,.jpeg,.jpe,image/png,.png')
  })
})

describe('a drop', () => {
  test('shows what it would do, hands the file over, and clears', async () => {
    const { control, part, find, root } = mount(testUploader())
    fireDrag('dragenter', part('title'), dragData(png))
    expect(root.dataset.drag).toBe('accept')
    expect(part('overlay').textContent).toContain(en.drag.accept.title)
    const event = fireDrag('drop', part('title'), dragData(png))
    await finished()
    expect(event.defaultPrevented).toBe(true)
    expect(root.dataset.drag).toBeUndefined()
    expect(find('overlay')).toBeNull()
    expect(selected(control)).toEqual([[png]])
  })
  test('moving over what is inside does not flicker, leaving ends it', () => {
    const { part, root } = mount(testUploader())
    const data = dragData(png)
    fireDrag('dragenter', part('surface'), data)
    fireDrag('dragenter', part('title'), data)
    fireDrag('dragenter', part('title'), data)
    fireDrag('dragleave', part('surface'), data)
    fireDrag('dragleave', part('title'), data)
    expect(root.dataset.drag).toBe('accept')
    fireDrag('dragleave', part('title'), data)
    expect(root.dataset.drag).toBeUndefined()
  })
  test.each([
    ['reject', dragData(png, jpg)],
    ['reject', dragData(new File(['x'], 'a.gif', { type: 'image/gif' }))],
    ['reject', dragData(text)],
    ['unknown', dragData(new File(['x'], 'a.heic', { type: '' }))],
    ['accept', dragData(new File(['x'], 'a.heif', { type: 'image/heif' }))],
  ])('is judged during the drag: %s', (dragged, data) => {
    const { part, root } = mount(testUploader())
    fireDrag('dragenter', part('surface'), data)
    expect(root.dataset.drag).toBe(dragged)
  })
  test('of several files hands all of them over, so that all are rejected', async () => {
    const { control, part } = mount(testUploader())
    fireDrag('drop', part('surface'), dragData(png, jpg))
    await finished()
    expect(selected(control)).toEqual([[png, jpg]])
  })
  test.each([
    ['text', dragData(text)],
    ['link', dragData(['text/uri-list', 'https://example.com/cat.jpg'])],
    ['link', dragData(['text/plain', ' https://example.com/cat.jpg\n'])],
  ])('without a file says what it was: %s', async (none, data) => {
    const { control, part } = mount(testUploader())
    fireDrag('drop', part('surface'), data)
    await finished()
    expect(selected(control)).toEqual([{ none }])
  })
  test('of a folder says so', async () => {
    const entry = vi
      .spyOn(DataTransferItem.prototype, 'webkitGetAsEntry')
      .mockReturnValue({ isDirectory: true } as FileSystemEntry)
    const { control, part } = mount(testUploader())
    fireDrag('drop', part('surface'), dragData(new File([], 'images')))
    await finished()
    expect(selected(control)).toEqual([{ none: 'folder' }])
    entry.mockRestore()
  })
  test('beside the zone does not make the browser leave the page; text and other inputs are left alone', async () => {
    const { control } = mount(testUploader())
    const input = document.body.appendChild(document.createElement('input'))
    input.type = 'file'
    expect(fireDrag('dragover', document.body, dragData(png)).defaultPrevented).toBe(true)
    expect(fireDrag('drop', document.body, dragData(png)).defaultPrevented).toBe(true)
    expect(fireDrag('drop', document.body, dragData(text)).defaultPrevented).toBe(false)
    expect(fireDrag('drop', input, dragData(png)).defaultPrevented).toBe(false)
    await finished()
    expect(control.calls).toEqual([])
    input.remove()
  })
})

describe('dropOnPage', () => {
  const overlay = () => document.querySelector<HTMLElement>('[data-part=page]')
  test('covers the page during a drag and takes what is dropped anywhere, once', async () => {
    const { control, part } = mount(testUploader(), { dropOnPage: true })
    fireDrag('dragenter', document.body, dragData(text))
    expect(overlay()).toBeNull()
    fireDrag('dragleave', document.body, dragData(text))
    fireDrag('dragenter', document.body, dragData(png))
    expect(overlay()?.dataset.drag).toBe('accept')
    fireDrag('drop', document.body, dragData(png))
    expect(overlay()).toBeNull()
    fireDrag('drop', part('surface'), dragData(jpg))
    await finished()
    expect(selected(control)).toEqual([[png], [jpg]])
  })
  test('is off by default, and goes with the uploader', () => {
    mount(testUploader())
    fireDrag('dragenter', document.body, dragData(png))
    expect(overlay()).toBeNull()
  })
})

describe('a paste', () => {
  const paste = (target: Element, data: DataTransfer) => {
    const event = new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      composed: true,
      clipboardData: data,
    })
    target.dispatchEvent(event)
    return event.defaultPrevented
  }
  test('counts while the focus is inside, wherever the browser fires it', () => {
    const { control, part } = mount(testUploader())
    expect(paste(document.body, dragData(png))).toBe(false)
    part('trigger').focus()
    expect(paste(document.body, dragData(png))).toBe(true)
    expect(paste(document.body, dragData(text))).toBe(true)
    expect(selected(control)).toEqual([[png], { none: 'text' }])
  })
  test('on the page leaves text and editable elements alone', () => {
    const { control } = mount(testUploader(), { paste: 'page' })
    const field = document.body.appendChild(document.createElement('textarea'))
    expect(paste(field, dragData(png))).toBe(false)
    expect(paste(document.body, dragData(text))).toBe(false)
    expect(paste(document.body, dragData(png))).toBe(true)
    expect(selected(control)).toEqual([[png]])
    field.remove()
  })
  test('can be turned off, and then is not promised', () => {
    const { control, part } = mount(testUploader(), { paste: false })
    part('trigger').focus()
    expect(paste(part('trigger'), dragData(png))).toBe(false)
    expect(control.calls).toEqual([])
    expect(part('hint').textContent).toContain(en.prompt.hintNoPaste)
  })
  test('of a real copied image works in a real browser', async () => {
    const { control, part } = mount(testUploader())
    part('trigger').focus()
    const image = await createTestImage({ width: 300, height: 300 })
    paste(part('trigger'), dragData(image))
    expect(selected(control)).toEqual([[image]])
  })
})

describe('the camera', () => {
  test('is a button of its own, for touch screens, that asks for one image', async () => {
    const { control, part, root } = mount(testUploader(), { capture: 'environment' })
    const input = root.querySelector<HTMLInputElement>('input[type=file][capture]')
    expect(input?.getAttribute('capture')).toBe('environment')
    // This machine has a mouse.
    expect(getComputedStyle(part('camera')).display).toBe('none')
    if (input) await userEvent.upload(input, jpg)
    expect(selected(control)).toEqual([[jpg]])
    expect(input?.value).toBe('')
  })
})

describe('disabled and read-only', () => {
  test.each([{ disabled: true }, { readOnly: true }])('nothing gets in: %o', async (look) => {
    const { image, asset } = oneImage()
    const { control, part, root } = mount(testUploader({ status: 'success', image, asset }), {
      ...look,
      paste: 'page',
      dropOnPage: true,
    })
    fireDrag('dragenter', part('surface'), dragData(png))
    expect(root.dataset.drag).toBeUndefined()
    expect(fireDrag('drop', part('surface'), dragData(png)).defaultPrevented).toBe(true)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, clipboardData: dragData(png) }),
    )
    await finished()
    expect(control.calls).toEqual([])
    expect(
      [...root.querySelectorAll('button')].filter((button) => button.matches(':enabled')),
    ).toEqual([])
  })
  test('a disabled fieldset stops drops too', async () => {
    const { control, part } = mount(testUploader(), {}, 440, (children) => (
      <fieldset disabled>{children}</fieldset>
    ))
    fireDrag('drop', part('surface'), dragData(text))
    fireDrag('drop', part('surface'), dragData(png))
    await finished()
    expect(control.calls).toEqual([])
  })
})
