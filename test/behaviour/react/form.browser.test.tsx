import { render } from '@testing-library/react'
import { createRef, useState } from 'react'
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { oneImage } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { createUploader } from '../../../src/core/uploader/create-uploader.js'
import type { UploadedAsset } from '../../../src/core/pipeline/types.js'
import { UploaderDropzone, UploaderField, UploaderRoot } from '../../../src/index.js'
import { en } from '../../../src/locales/en.js'
import { ko } from '../../../src/locales/ko.js'
import { act, cleanup, mount, testUploader } from '../../support/look.js'
import type { LookProps, SearchImageUploaderHandle } from '../../../src/react/props.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

afterEach(cleanup)

const { image, link, asset } = oneImage()
const success: UploadState = { status: 'success', image, asset }
const uploading: UploadState = {
  status: 'uploading',
  image,
  link,
  progress: { loaded: 0, total: 9, fraction: 0 },
}
const failed: UploadState = {
  status: 'error',
  image,
  error: uploadError('stalled', 'upload', 'try-again', {}),
}

/** The component in a form with a submit button; submits are recorded, not sent. */
function mountForm(state: UploadState, props: LookProps = {}) {
  const submitted: (FormDataEntryValue | null)[] = []
  const mounted = mount(testUploader(state), { name: 'image', ...props }, 440, (children) => (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submitted.push(new FormData(event.currentTarget).get('image'))
      }}
    >
      {children}
      <button type="submit">Send</button>
      <button type="reset">Reset</button>
    </form>
  ))
  const form = mounted.root.closest('form')
  if (form === null) throw new Error('no form')
  return { ...mounted, form, submitted, submit: () => act(() => form.requestSubmit()) }
}

describe('the value', () => {
  test('is the asset key', () => {
    const { submit, submitted } = mountForm(success, { required: true })
    submit()
    expect(submitted).toEqual([asset.assetKey])
  })
  test('is empty and valid where no image is required', () => {
    const { submit, submitted } = mountForm({ status: 'idle' })
    submit()
    expect(submitted).toEqual([''])
  })
  test('is not submitted while disabled, and is submitted while read-only', () => {
    const disabled = mountForm(success, { disabled: true })
    disabled.submit()
    expect(disabled.submitted).toEqual([null])
    cleanup()
    const readOnly = mountForm(success, { readOnly: true, required: true })
    readOnly.submit()
    expect(readOnly.submitted).toEqual([asset.assetKey])
  })
})

describe('the validity', () => {
  test.each<[string, UploadState, boolean, string]>([
    ['empty', { status: 'idle' }, true, en.validity.missing],
    ['still uploading', uploading, false, en.validity.busy],
    [
      'checking',
      { status: 'checking', source: image.source, previous: success },
      false,
      en.validity.busy,
    ],
    ['not uploaded', { status: 'ready', image, link }, false, en.validity.notUploaded],
    ['failed', failed, false, en.validity.failed],
  ])(
    '%s stops the submit and says why, in the image’s place',
    (_what, state, required, sentence) => {
      const { submit, submitted, root, part } = mountForm(state, { required })
      expect((part('field') as HTMLSelectElement).validationMessage).toBe(sentence)
      submit()
      expect(submitted).toEqual([])
      expect(part('surface').textContent).toContain(sentence)
      expect(part('alert').textContent).toBe(sentence)
      expect(root.dataset.invalid).toBe('true')
    },
  )
  test.each<[string, UploadState]>([
    ['empty', { status: 'idle' }],
    ['failed', failed],
  ])('a read-only uploader (%s) is valid, because the user cannot change it', (_what, state) => {
    const { submit, submitted, part } = mountForm(state, { required: true, readOnly: true })
    expect((part('field') as HTMLSelectElement).validity.valid).toBe(true)
    submit()
    expect(submitted).toEqual([''])
  })
  test('has a message in the language of the messages', () => {
    const { part } = mountForm({ status: 'idle' }, { required: true, messages: ko })
    expect((part('field') as HTMLSelectElement).validationMessage).toBe(ko.validity.missing)
  })
  test('ends with its cause', () => {
    const { submit, part, root, control, submitted } = mountForm(
      { status: 'idle' },
      { required: true },
    )
    submit()
    control.show(success)
    expect(root.dataset.invalid).toBeUndefined()
    expect(part('surface').textContent).not.toContain(en.validity.missing)
    submit()
    expect(submitted).toEqual([asset.assetKey])
  })
  test('focuses the trigger if the field is the first invalid one', async () => {
    const { submit, part } = mountForm({ status: 'idle' }, { required: true })
    submit()
    await expect.poll(() => document.activeElement).toBe(part('trigger'))
  })
  test('does not take the focus from an invalid field before it', async () => {
    const { part } = mount(testUploader(), { required: true, name: 'image' }, 440, (children) => (
      <form>
        <input aria-label="Name" required />
        {children}
      </form>
    ))
    act(() => part('root').closest('form')?.requestSubmit())
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(document.activeElement).toHaveProperty('ariaLabel', 'Name')
  })
  test('has a field that is never a focus stop', async () => {
    const { part } = mountForm({ status: 'idle' })
    await userEvent.keyboard('{Tab}{Tab}{Tab}')
    expect(part('field').tabIndex).toBe(-1)
    expect(document.activeElement).not.toBe(part('field'))
  })
})

describe('a reset of the form', () => {
  test('resets the uploader unless the host app prevents the reset', () => {
    const { form, control } = mountForm(success)
    act(() => form.reset())
    expect(control.calls).toEqual([['reset']])
    form.addEventListener('reset', (event) => event.preventDefault())
    act(() => form.reset())
    expect(control.calls).toEqual([['reset']])
  })
  test.each<[string, LookProps]>([
    ['read-only', { readOnly: true }],
    ['disabled', { disabled: true }],
  ])('does not change a %s value', (_what, look) => {
    const { form, control } = mountForm(success, look)
    act(() => form.reset())
    expect(control.calls).toEqual([])
  })
  test('does not change the value in a disabled fieldset', () => {
    const { root, control } = mount(testUploader(success), { name: 'image' }, 440, (children) => (
      <form>
        <fieldset disabled>{children}</fieldset>
      </form>
    ))
    act(() => root.closest('form')?.reset())
    expect(control.calls).toEqual([])
  })
  test('of another form changes nothing', () => {
    const { control } = mountForm(success)
    const other = document.body.appendChild(document.createElement('form'))
    other.reset()
    expect(control.calls).toEqual([])
    other.remove()
  })
})

describe('value and onValueChange', () => {
  test('onValueChange gets each new asset, and null once it is replaced or removed', () => {
    const onValueChange = vi.fn()
    const { control } = mount(testUploader(), { onValueChange })
    control.show(uploading)
    expect(onValueChange).not.toHaveBeenCalled()
    control.show(success)
    control.show({
      status: 'checking',
      source: image.source,
      previous: { status: 'success', image, asset },
    })
    expect(onValueChange.mock.calls).toEqual([[asset]])
    control.show({ status: 'preparing', image })
    expect(onValueChange.mock.calls).toEqual([[asset], [null]])
  })
  test('a constant null never cancels an upload; a change to null resets what is shown', () => {
    const { control, rerender } = mount(testUploader(uploading), { value: null })
    rerender({ value: null, className: 'again' })
    control.show(success)
    rerender({ value: asset })
    expect(control.calls).toEqual([])
    rerender({ value: null })
    expect(control.calls).toEqual([['reset']])
  })
  test('a replacement that made the value null continues', () => {
    function Host() {
      const [value, setValue] = useState<UploadedAsset | null>(null)
      return <SearchImageUploader control={control} value={value} onValueChange={setValue} />
    }
    const control = testUploader()
    render(<Host />)
    control.show(success)
    control.show(uploading)
    expect(control.calls).toEqual([])
  })
  test.each([
    ['with a shared uploader', { control: createUploader({ endpoint: '/api/search-image' }) }],
    ['with its own uploader', { endpoint: '/api/search-image' }],
  ])(
    'a value of the host app is shown as uploaded, and can be removed, %s',
    async (_what, props) => {
      const onValueChange = vi.fn()
      const view = render(
        <SearchImageUploader {...props} value={asset} onValueChange={onValueChange} />,
      )
      const root = () => view.container.querySelector<HTMLElement>('[data-part=root]')
      expect(root()?.dataset.status).toBe('success')
      expect(root()?.textContent).toContain('street-market.jpg')
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(root()?.dataset.status).toBe('success')
      expect(onValueChange).not.toHaveBeenCalled()
      act(() => view.container.querySelector<HTMLElement>('[data-part=remove]')?.click())
      await expect.poll(() => root()?.dataset.status).toBe('idle')
      expect(onValueChange.mock.calls).toEqual([[null]])
    },
  )
})

test('the ref has the actions', () => {
  const control = testUploader(success)
  const ref = createRef<SearchImageUploaderHandle>()
  const view = render(<SearchImageUploader control={control} ref={ref} />)
  const input = view.container.querySelector<HTMLInputElement>('[data-part=input]')
  const open = vi.spyOn(input as HTMLInputElement, 'click').mockImplementation(() => {})
  const file = new File(['x'], 'x.png')
  ref.current?.open()
  ref.current?.select(file)
  ref.current?.upload()
  ref.current?.retry()
  ref.current?.cancel()
  act(() => ref.current?.reset())
  ref.current?.focus()
  expect(open).toHaveBeenCalledOnce()
  expect(control.calls).toEqual([['select', file], ['upload'], ['retry'], ['cancel'], ['reset']])
  expect(document.activeElement?.getAttribute('data-part')).toBe('trigger')
})

test('the parts without the component are a form field too', () => {
  const control = testUploader()
  const onValueChange = vi.fn()
  const view = render(
    <form>
      <UploaderRoot control={control} required>
        <UploaderDropzone />
        <UploaderField name="image" onValueChange={onValueChange} />
      </UploaderRoot>
    </form>,
  )
  const form = view.container.querySelector('form') as HTMLFormElement
  expect(form.checkValidity()).toBe(false)
  control.show(success)
  expect(form.checkValidity()).toBe(true)
  expect(new FormData(form).get('image')).toBe(asset.assetKey)
  expect(onValueChange.mock.calls).toEqual([[asset]])
})
