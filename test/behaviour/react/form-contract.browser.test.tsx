// What a form expects of a field, with any form library or none: implicit submission, labels,
// resets, focus events.
import { useForm as useTanStackForm } from '@tanstack/react-form'
import { render } from '@testing-library/react'
import { useState, type ReactNode } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { page, userEvent } from 'vitest/browser'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { gallery, oneImage, type Look } from '../../fixtures/gallery.js'
import {
  SearchImageUploader,
  UploaderDropzone,
  UploaderRoot,
  useSearchImageUpload,
  type UploadedAsset,
} from '../../../src/index.js'
import { act, cleanup, drawPreview, mount, testUploader } from '../../support/look.js'
import type { LookProps } from '../../../src/react/props.js'

// A real endpoint on this origin, a real storage on another one.
const endpoint = '/api/search-image'

let jpeg: File
let looks: readonly Look[]
beforeAll(async () => {
  const response = await fetch('/corpus/jpeg/orient-6.jpg')
  jpeg = new File([await response.arrayBuffer()], 'orient-6.jpg', { type: 'image/jpeg' })
  looks = gallery(await drawPreview()).filter(({ drag }) => drag === undefined)
})
afterEach(cleanup)

const { image, asset } = oneImage()

const part = (name: string) => document.querySelector<HTMLElement>(`[data-part=${name}]`)
const status = () => part('root')?.dataset.status

async function upload(): Promise<void> {
  const input = part('input')
  if (input === null) throw new Error('no file input')
  await userEvent.upload(input, jpeg)
  await expect.poll(() => status()).toBe('success')
}

describe('Enter in the only text field of a form', () => {
  test.each<[string, LookProps]>([
    ['a card', {}],
    ['one row', { variant: 'compact' }],
    ['a named field', { name: 'image', variant: 'compact' }],
    [
      'a required field with a value',
      { name: 'image', required: true, capture: true, value: asset },
    ],
  ])('submits it beside %s, and clicks no button of the uploader', async (_what, props) => {
    const onSubmit = vi.fn()
    const one = looks.filter(
      (look, n) => looks.findIndex(({ state }) => state.status === look.state.status) === n,
    )
    for (const { name, state, remaining, look } of one.filter(
      (shown) => !props.required || shown.state.status === 'success',
    )) {
      const control = testUploader(state, remaining ?? null)
      const { root } = mount(control, { ...props, ...look }, 440, (children) => (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            onSubmit(name)
          }}
        >
          <input type="search" name="q" aria-label="Query" />
          {children}
        </form>
      ))
      root.parentElement?.querySelector('input')?.focus()
      await userEvent.keyboard('{Enter}')
      expect(onSubmit).toHaveBeenLastCalledWith(name)
      expect(control.calls, name).toEqual([])
      cleanup()
    }
  })
})

describe('a label around it', () => {
  /** Counts file dialogs without opening one. */
  const countDialogs = (root: HTMLElement) => {
    let dialogs = 0
    root.addEventListener('click', (event) => {
      if ((event.target as Element).matches('[type=file]')) {
        event.preventDefault()
        dialogs += 1
      }
    })
    return () => dialogs
  }
  const labelled = (children: ReactNode) => (
    <label>
      <b>Image to search with</b>
      {children}
    </label>
  )

  test.each(['card', 'compact'] as const)(
    '%s: a click on the label or on plain text inside removes and cancels nothing',
    (variant) => {
      for (const { name, state, remaining, look } of looks) {
        const control = testUploader(state, remaining ?? null)
        const { root, find } = mount(control, { variant, capture: true, ...look }, 440, labelled)
        const dialogs = countDialogs(root)
        const words = root.parentElement?.querySelector<HTMLElement>('b')
        for (const text of [
          words,
          find('preview'),
          find('name'),
          find('message'),
          find('icon'),
          find('hint'),
        ])
          text?.click()
        expect(control.calls, name).toEqual([])
        expect(dialogs() > 0, name).toBe(look === undefined)
        cleanup()
      }
    },
  )
  test.each(['card', 'compact'] as const)(
    '%s: a click on the label opens the file dialog once, as with a native field',
    async (variant) => {
      const { root, find } = mount(testUploader(), { variant }, 440, labelled)
      const dialogs = countDialogs(root)
      await userEvent.click(page.getByText('Image to search with'))
      expect(dialogs()).toBe(1)
      find('trigger')?.click()
      expect(dialogs()).toBe(2)
    },
  )
  test('does the same around the parts without a field', () => {
    const control = testUploader({ status: 'success', image, asset })
    const view = render(
      // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the file input inside
      <label>
        <b>Image to search with</b>
        <UploaderRoot control={control}>
          <UploaderDropzone />
          <button type="button" onClick={() => control.reset()}>
            Remove
          </button>
        </UploaderRoot>
      </label>,
    )
    view.container.querySelector('b')?.click()
    expect(control.calls).toEqual([])
  })
  test('does not change what the buttons inside do', () => {
    const control = testUploader({ status: 'success', image, asset })
    const { root, part: found } = mount(control, {}, 440, labelled)
    const dialogs = countDialogs(root)
    found('trigger').click()
    expect([dialogs(), control.calls]).toEqual([1, []])
    found('remove').click()
    expect([dialogs(), control.calls]).toEqual([1, [['reset']]])
  })
})

interface Values {
  image?: UploadedAsset | null
}

function HookForm({ initial }: { initial?: null }) {
  const { control, reset } = useForm<Values>(
    initial === undefined ? {} : { defaultValues: { image: initial } },
  )
  return (
    <form>
      <Controller
        name="image"
        control={control}
        render={({ field }) => (
          <SearchImageUploader
            name="image"
            ref={field.ref}
            value={field.value}
            onValueChange={field.onChange}
            endpoint={endpoint}
          />
        )}
      />
      <button type="button" onClick={() => reset()}>
        Reset
      </button>
      <output>{useWatch({ control, name: 'image' })?.assetKey ?? 'none'}</output>
    </form>
  )
}

function TanStack({ initial }: { initial?: null }) {
  const defaultValues: Values = initial === undefined ? {} : { image: initial }
  const form = useTanStackForm({ defaultValues })
  return (
    <form>
      <form.Field name="image">
        {({ state, handleChange }) => (
          <>
            <SearchImageUploader
              name="image"
              value={state.value}
              onValueChange={handleChange}
              endpoint={endpoint}
            />
            <output>{state.value?.assetKey ?? 'none'}</output>
          </>
        )}
      </form.Field>
      <button type="button" onClick={() => form.reset()}>
        Reset
      </button>
    </form>
  )
}

function Plain() {
  const [value, setValue] = useState<UploadedAsset | null>()
  return (
    <form>
      <SearchImageUploader name="image" onValueChange={setValue} endpoint={endpoint} />
      <button type="reset">Reset</button>
      <output>{value?.assetKey ?? 'none'}</output>
    </form>
  )
}

describe('a reset', () => {
  const submitted = () => new FormData(document.querySelector('form') ?? undefined).get('image')
  const value = () => document.querySelector('output')?.textContent

  test.each([
    ['React Hook Form, to undefined', <HookForm key="" />],
    ['React Hook Form, to null', <HookForm key="" initial={null} />],
    ['TanStack Form, to undefined', <TanStack key="" />],
    ['TanStack Form, to null', <TanStack key="" initial={null} />],
    ['the form itself', <Plain key="" />],
  ])('by %s empties it, and the next selection is accepted', async (_what, host) => {
    render(host)
    for (let n = 0; n < 2; n++) {
      await upload()
      // Both are read anew by each poll: React may show the value later than the field has it.
      await expect.poll(() => submitted() !== '' && submitted() === value()).toBe(true)
      await userEvent.click(page.getByText('Reset', { exact: true }))
      await expect.poll(() => [status(), submitted(), value()]).toEqual(['idle', '', 'none'])
    }
  })
  test('of the form does not change a controlled value, as with a controlled input', async () => {
    const onValueChange = vi.fn()
    render(
      <form>
        <input defaultValue="red shoe" />
        <SearchImageUploader
          name="image"
          value={asset}
          onValueChange={onValueChange}
          endpoint={endpoint}
        />
      </form>,
    )
    act(() => document.querySelector('form')?.reset())
    await new Promise((resolve) => setTimeout(resolve))
    expect([status(), submitted()]).toEqual(['success', asset.assetKey])
    expect(onValueChange).not.toHaveBeenCalled()
  })
  test('does not change a value that the host app gives to the root part either', () => {
    const control = testUploader({ status: 'success', image, asset })
    const { root, rerender } = mount(control, { value: asset }, 440, (children) => (
      <form>{children}</form>
    ))
    act(() => root.closest('form')?.reset())
    expect(control.calls).toEqual([])
    rerender({ value: undefined })
    expect(control.calls).toEqual([['reset']])
  })
  test('is not caused by a render of a field that was never controlled', () => {
    const control = testUploader({ status: 'success', image, asset })
    mount(control).rerender({ value: undefined, className: 'again' })
    expect(control.calls).toEqual([])
  })
})

describe('the handlers of the host app', () => {
  /** Tabs in, presses a key, clicks, and tabs out. */
  async function walk(): Promise<void> {
    document.querySelector<HTMLElement>('#before')?.focus()
    await userEvent.keyboard('{Tab}x')
    await userEvent.click(part('root') ?? document.body)
    document.querySelector<HTMLElement>('#after')?.focus()
  }
  const between = (children: ReactNode) => (
    <>
      <button type="button" id="before">
        Before
      </button>
      {children}
      <button type="button" id="after">
        After
      </button>
    </>
  )
  const handlers = () => ({
    onFocus: vi.fn(),
    onBlur: vi.fn(),
    onKeyDown: vi.fn(),
    onKeyUp: vi.fn(),
    onClick: vi.fn(),
    onPaste: vi.fn(),
  })
  const called = (all: ReturnType<typeof handlers>) => {
    part('root')?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true }))
    return Object.entries(all).flatMap(([name, handler]) =>
      handler.mock.calls.length > 0 ? [name] : [],
    )
  }
  const inert = (children: ReactNode) => (
    <div onClickCapture={(event) => event.preventDefault()}>{children}</div>
  )

  function Getters(props: ReturnType<typeof handlers> & { disabled?: boolean }) {
    const { disabled, ...rest } = props
    const { getRootProps, getTriggerProps, getInputProps } = useSearchImageUpload({
      control: testUploader(),
      disabled,
    })
    return (
      <div {...getRootProps(rest)} data-part="root">
        <button {...getTriggerProps()} type="button" disabled={false}>
          Choose
        </button>
        <input {...getInputProps()} />
      </div>
    )
  }

  test.each([
    [
      'the component',
      (all: ReturnType<typeof handlers>) => (
        <SearchImageUploader control={testUploader()} {...all} />
      ),
    ],
    [
      'the root part',
      (all: ReturnType<typeof handlers>) => (
        <UploaderRoot control={testUploader()} {...all}>
          <UploaderDropzone />
        </UploaderRoot>
      ),
    ],
    ['the prop getter of the root', (all: ReturnType<typeof handlers>) => <Getters {...all} />],
    [
      'the prop getter of a disabled root',
      (all: ReturnType<typeof handlers>) => <Getters {...all} disabled />,
    ],
  ])('are called from %s', async (_what, view) => {
    const all = handlers()
    render(between(inert(view(all))))
    await walk()
    expect(called(all)).toEqual(Object.keys(all))
  })
  test('of the trigger and the input are called from their prop getters', async () => {
    const [trigger, input] = [
      { onFocus: vi.fn(), onBlur: vi.fn(), onKeyDown: vi.fn() },
      { onChange: vi.fn() },
    ]
    function View() {
      const { getRootProps, getTriggerProps, getInputProps } = useSearchImageUpload({
        control: testUploader(),
      })
      return (
        <div {...getRootProps()} data-part="root">
          <button {...getTriggerProps(trigger)} type="button">
            Choose
          </button>
          <input {...getInputProps(input)} data-part="input" />
        </div>
      )
    }
    render(between(inert(<View />)))
    await walk()
    await userEvent.upload(part('input') ?? document.body, jpeg)
    for (const handler of [...Object.values(trigger), ...Object.values(input)])
      expect(handler).toHaveBeenCalled()
  })
  test('of the component are called for the whole field, not for moves inside it', () => {
    const [onFocus, onBlur] = [vi.fn(), vi.fn()]
    const { part: found } = mount(
      testUploader({ status: 'success', image, asset }),
      { onFocus, onBlur },
      440,
      between,
    )
    for (const name of ['trigger', 'remove', 'trigger']) act(() => found(name).focus())
    expect([onFocus.mock.calls.length, onBlur.mock.calls.length]).toEqual([1, 0])
    act(() => document.getElementById('after')?.focus())
    expect(onBlur).toHaveBeenCalledOnce()
    act(() => found('remove').focus())
    expect(onFocus).toHaveBeenCalledTimes(2)
  })
  test('are not called while another window, such as the file dialog, has the focus', () => {
    const onBlur = vi.fn()
    const { part: found } = mount(testUploader(), { onBlur })
    act(() => found('trigger').focus())
    // Browsers send this event then, and the element keeps the document's focus.
    act(() => void found('trigger').dispatchEvent(new FocusEvent('focusout', { bubbles: true })))
    expect(onBlur).not.toHaveBeenCalled()
  })
  test('are not called for changes of the hidden fields, whose text is not the value', async () => {
    const onChange = vi.fn()
    const spread = { onChange, onInput: onChange }
    render(<SearchImageUploader control={testUploader()} {...spread} />)
    await userEvent.upload(part('input') ?? document.body, jpeg)
    expect(onChange).not.toHaveBeenCalled()
  })
})

test('React Hook Form: touched and validated on blur, focused when it is invalid', async () => {
  function Host() {
    const { control, formState, handleSubmit, setFocus } = useForm<Values>({ mode: 'onBlur' })
    return (
      <form onSubmit={(event) => void handleSubmit(() => {})(event)}>
        <Controller
          name="image"
          control={control}
          rules={{ required: 'Choose an image.' }}
          render={({ field }) => (
            <SearchImageUploader {...field} onValueChange={field.onChange} endpoint={endpoint} />
          )}
        />
        <output>{`${Boolean(formState.touchedFields.image)} ${formState.errors.image?.message}`}</output>
        <button type="submit">Send</button>
        <button type="button" onClick={() => setFocus('image', { shouldSelect: true })}>
          Focus
        </button>
      </form>
    )
  }
  render(<Host />)
  const said = () => document.querySelector('output')?.textContent
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(part('trigger'))
  expect(said()).toBe('false undefined')
  await userEvent.keyboard('{Tab}')
  await expect.poll(() => said()).toBe('true Choose an image.')
  await userEvent.click(page.getByText('Send', { exact: true }))
  await expect.poll(() => document.activeElement).toBe(part('trigger'))
  await userEvent.click(page.getByText('Focus', { exact: true }))
  expect(document.activeElement).toBe(part('trigger'))
  expect(status()).toBe('idle')
})
