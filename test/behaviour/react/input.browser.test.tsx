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

/** react-dropzone gives its files in a microtask. */
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
  test('is opened by a click anywhere in the empty box', () => {
    const { part } = mount(testUploader())
    const { left, top } = part('surface').getBoundingClientRect()
    expect(document.elementFromPoint(left + 8, top + 8)).toBe(part('trigger'))
  })
  test('gives the selected file to the uploader, also the same file again', async () => {
    const { control, part } = mount(testUploader())
    const input = part('input') as HTMLInputElement
    await userEvent.upload(input, png)
    await finished()
    expect(input.value).toBe('')
    await userEvent.upload(input, png)
    await finished()
    expect(selected(control)).toEqual([[png], [png]])
  })
  test('gives a file of another type to the uploader, which validates it', async () => {
    const { control, part } = mount(testUploader())
    const pdf = new File(['%PDF'], 'a.pdf', { type: 'application/pdf' })
    await userEvent.upload(part('input'), pdf)
    await finished()
    expect(selected(control)).toEqual([[pdf]])
  })
  test('changes nothing when it is cancelled', async () => {
    const { control, part } = mount(testUploader())
    part('input').dispatchEvent(new Event('change', { bubbles: true }))
    await finished()
    expect(control.calls).toEqual([])
  })
  test('has an `accept` with which phones do not convert images', () => {
    const { part } = mount(testUploader())
    expect(part('input')).toHaveProperty('accept', 'image/*,.heic,.heif,.hif')
    expect(part('input')).toHaveProperty('multiple', false)
    expect(acceptString(['jpeg', 'png'])).toBe('image/jpeg,.jpg,.jpeg,.jpe,image/png,.png')
  })
})

describe('a drop', () => {
  test('is previewed during the drag, gives the file to the uploader, and clears the preview', async () => {
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
  test('is previewed without a flicker over children, until the drag leaves', () => {
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
  ])('is classified during the drag: %s', (dragged, data) => {
    const { part, root } = mount(testUploader())
    fireDrag('dragenter', part('surface'), data)
    expect(root.dataset.drag).toBe(dragged)
  })
  test('of several files gives all of them to the uploader, which rejects them', async () => {
    const { control, part } = mount(testUploader())
    fireDrag('drop', part('surface'), dragData(png, jpg))
    await finished()
    expect(selected(control)).toEqual([[png, jpg]])
  })
  test.each([
    ['text', dragData(text)],
    ['link', dragData(['text/uri-list', 'https://example.com/cat.jpg'])],
    ['link', dragData(['text/plain', ' https://example.com/cat.jpg\n'])],
  ])('without a file is rejected as what it was: %s', async (none, data) => {
    const { control, part } = mount(testUploader())
    fireDrag('drop', part('surface'), data)
    await finished()
    expect(selected(control)).toEqual([{ none }])
  })
  test('of a folder is rejected as a folder', async () => {
    const entry = vi
      .spyOn(DataTransferItem.prototype, 'webkitGetAsEntry')
      .mockReturnValue({ isDirectory: true } as FileSystemEntry)
    const { control, part } = mount(testUploader())
    fireDrag('drop', part('surface'), dragData(new File([], 'images')))
    await finished()
    expect(selected(control)).toEqual([{ none: 'folder' }])
    entry.mockRestore()
  })
  test('beside the zone does not make the browser leave the page; drops of text and on other inputs are not prevented', async () => {
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
  test('covers the page during a drag and takes a drop anywhere, once', async () => {
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
  test('is off by default, and ends when the uploader is unmounted', () => {
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
  test('counts while the focus is inside, on whatever element the browser sends it to', () => {
    const { control, part } = mount(testUploader())
    expect(paste(document.body, dragData(png))).toBe(false)
    part('trigger').focus()
    expect(paste(document.body, dragData(png))).toBe(true)
    expect(paste(document.body, dragData(text))).toBe(true)
    expect(selected(control)).toEqual([[png], { none: 'text' }])
  })
  test('on the page does not count if it is text or goes to an editable element', () => {
    const { control } = mount(testUploader(), { paste: 'page' })
    const field = document.body.appendChild(document.createElement('textarea'))
    expect(paste(field, dragData(png))).toBe(false)
    expect(paste(document.body, dragData(text))).toBe(false)
    expect(paste(document.body, dragData(png))).toBe(true)
    expect(selected(control)).toEqual([[png]])
    field.remove()
  })
  test('can be turned off, and is then not mentioned', () => {
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
  test('is a separate button for touch screens that asks for one image', async () => {
    const { control, part, root } = mount(testUploader(), { capture: 'environment' })
    const input = root.querySelector<HTMLInputElement>('input[type=file][capture]')
    expect(input?.getAttribute('capture')).toBe('environment')
    // Hidden here, because the test machine has a mouse.
    expect(getComputedStyle(part('camera')).display).toBe('none')
    if (input) await userEvent.upload(input, jpg)
    expect(selected(control)).toEqual([[jpg]])
    expect(input?.value).toBe('')
  })
})

describe('disabled and read-only', () => {
  test.each([{ disabled: true }, { readOnly: true }])(
    'no selection is accepted: %o',
    async (look) => {
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
    },
  )
  test('no drop is accepted in a disabled fieldset', async () => {
    const { control, part } = mount(testUploader(), {}, 440, (children) => (
      <fieldset disabled>{children}</fieldset>
    ))
    fireDrag('drop', part('surface'), dragData(text))
    fireDrag('drop', part('surface'), dragData(png))
    await finished()
    expect(control.calls).toEqual([])
  })
})
