import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { oneImage, tooSmall, wrongFormat } from '../../fixtures/gallery.js'
import { rejectionError, uploadError } from '../../../src/core/errors.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { UploaderDropzone, UploaderRoot } from '../../../src/index.js'
import { act, cleanup, mount, testUploader } from '../../support/look.js'
import type { LookProps } from '../../../src/react/props.js'

afterEach(cleanup)

const { image, link, asset } = oneImage()
const uploading: UploadState = {
  status: 'uploading',
  image,
  link,
  progress: { loaded: 0, total: 9, fraction: 0 },
}
const failed: UploadState = {
  status: 'error',
  image,
  error: uploadError('network', 'upload', 'try-again', { offline: false }),
}

/** Whether a listener of the page finds the key press of Escape prevented. */
async function pressEscape(): Promise<boolean> {
  const used: boolean[] = []
  const listen = (event: KeyboardEvent) => used.push(event.defaultPrevented)
  document.addEventListener('keydown', listen)
  await userEvent.keyboard('{Escape}')
  document.removeEventListener('keydown', listen)
  return used.includes(true)
}

function mountFocused(
  state: UploadState,
  props: LookProps = {},
  around?: (children: ReactNode) => ReactNode,
) {
  const mounted = mount(testUploader(state), props, 440, around as never)
  act(() => mounted.part('surface').querySelector('button')?.focus())
  expect(mounted.root.matches(':focus-within')).toBe(true)
  return mounted
}

describe('Escape, with the focus inside', () => {
  test.each<[string, UploadState]>([
    ['preparing', { status: 'preparing', image }],
    ['requesting', { status: 'requesting', image }],
    ['uploading', uploading],
    ['confirming', { status: 'confirming', image, link }],
    ['waiting', { status: 'waiting', image, reason: 'backoff' }],
    [
      'checking',
      { status: 'checking', source: image.source, previous: { status: 'success', image, asset } },
    ],
  ])('cancels what runs: %s', async (_what, state) => {
    const { control } = mountFocused(state)
    expect(await pressEscape()).toBe(true)
    expect(control.calls).toEqual([['cancel']])
  })
  test.each<[string, UploadState]>([
    ['empty', { status: 'idle' }],
    ['ready', { status: 'ready', image, link }],
    ['success', { status: 'success', image, asset }],
    ['failed', failed],
    [
      'an offline first selection, which resumes by itself',
      { status: 'idle', rejection: rejectionError('network', { offline: true }) },
    ],
  ])('is left to the page where the uploader has nothing to end: %s', async (_what, state) => {
    const { control } = mountFocused(state)
    expect(await pressEscape()).toBe(false)
    expect(control.calls).toEqual([])
  })
  test.each(['card', 'compact'] as const)(
    '%s: dismisses the rejection at the first press, cancels at the second',
    async (variant) => {
      const { control, root } = mountFocused({ ...uploading, rejection: wrongFormat }, { variant })
      expect(root.textContent).toContain('AVIF')
      expect(await pressEscape()).toBe(true)
      expect(root.textContent).not.toContain('AVIF')
      expect(control.calls).toEqual([])
      expect(await pressEscape()).toBe(true)
      expect(control.calls).toEqual([['cancel']])
    },
  )
  test.each(['card', 'compact'] as const)(
    '%s: dismisses the rejection of a first selection, and the focus stays',
    async (variant) => {
      const { root } = mountFocused({ status: 'idle', rejection: tooSmall }, { variant })
      expect(root.textContent).toContain('icon.png')
      await pressEscape()
      expect(root.textContent).not.toContain('icon.png')
      expect(root.matches(':focus-within')).toBe(true)
    },
  )
  test('closes the bubbles of one row: that of the rejection, then that of the failure; a new one opens again', async () => {
    const { control, find, part } = mountFocused(
      { ...failed, rejection: tooSmall },
      { variant: 'compact' },
    )
    expect(part('rejection').textContent).toContain('icon.png')
    await pressEscape()
    expect(part('rejection').textContent).toContain('still here')
    await pressEscape()
    expect(find('rejection')).toBeNull()
    expect(await pressEscape()).toBe(false)
    control.show({
      ...failed,
      error: uploadError('network', 'upload', 'try-again', { offline: false }),
    })
    expect(part('rejection').textContent).toContain('still here')
    expect(control.calls).toEqual([])
  })
  test('dismisses the sentence of a stopped submit', async () => {
    const { root } = mountFocused({ status: 'idle' }, { required: true }, (children) => (
      <form>{children}</form>
    ))
    act(() => root.closest('form')?.requestSubmit())
    expect(root.dataset.invalid).toBe('true')
    expect(await pressEscape()).toBe(true)
    expect(root.dataset.invalid).toBeUndefined()
  })
  test('acts once while it is held down, and not for an input method', () => {
    const { control, part } = mountFocused(uploading)
    for (const init of [{ repeat: true }, { isComposing: true }, { keyCode: 229 }]) {
      act(
        () =>
          void part('trigger').dispatchEvent(
            new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, ...init }),
          ),
      )
    }
    expect(control.calls).toEqual([])
  })
  test('does nothing in a view that is disabled or read-only, or after the host app has prevented it', async () => {
    const onKeyDown = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const { control } = mountFocused(uploading, { onKeyDown })
    await pressEscape()
    expect(onKeyDown).toHaveBeenCalledOnce()
    expect(control.calls).toEqual([])
    cleanup()
    const readOnly = mount(testUploader(uploading), { readOnly: true }, 440)
    act(
      () =>
        void readOnly.root.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
        ),
    )
    expect(readOnly.control.calls).toEqual([])
  })
})

test('Escape with the focus outside is left to the page', async () => {
  const { control } = mount(testUploader(uploading), {}, 440, (children) => (
    <>
      <button type="button" id="elsewhere">
        Elsewhere
      </button>
      {children}
    </>
  ))
  document.getElementById('elsewhere')?.focus()
  expect(await pressEscape()).toBe(false)
  expect(control.calls).toEqual([])
})

test('Escape in a portal of the host app is not for the uploader', async () => {
  const control = testUploader(uploading)
  render(
    <UploaderRoot control={control}>
      <UploaderDropzone />
      {createPortal(
        <button type="button" id="portal">
          Menu
        </button>,
        document.body,
      )}
    </UploaderRoot>,
  )
  document.getElementById('portal')?.focus()
  expect(await pressEscape()).toBe(false)
  expect(control.calls).toEqual([])
})

describe('inside a dialog or a popover Escape is left to that one', () => {
  const open: Record<string, (children: ReactNode) => ReactNode> = {
    'a native modal dialog': (children) => (
      <dialog ref={(dialog) => void (dialog?.isConnected && !dialog.open && dialog.showModal())}>
        {children}
      </dialog>
    ),
    'a native popover': (children) => (
      <div
        popover="auto"
        ref={(popover) =>
          void (popover?.isConnected && !popover.matches(':popover-open') && popover.showPopover())
        }
      >
        {children}
      </div>
    ),
    'role dialog': (children) => <div role="dialog">{children}</div>,
    'role alertdialog': (children) => <div role="alertdialog">{children}</div>,
    'role tooltip, as Ant Design’s popover': (children) => <div role="tooltip">{children}</div>,
    'MUI’s popover': (children) => <div className="MuiPopover-root MuiModal-root">{children}</div>,
  }
  test.each(Object.entries(open))(
    '%s: nothing is cancelled or dismissed',
    async (_what, around) => {
      for (const state of [
        uploading,
        { ...uploading, rejection: wrongFormat },
        { status: 'idle', rejection: tooSmall },
      ] as const) {
        const { control, root } = mountFocused(state, { variant: 'compact' }, around)
        const text = root.textContent
        expect(await pressEscape()).toBe(false)
        expect(control.calls).toEqual([])
        expect(root.textContent).toBe(text)
        cleanup()
      }
    },
  )
  test('it closes native ones at the first press', async () => {
    for (const what of ['a native modal dialog', 'a native popover']) {
      const { root } = mountFocused({ ...uploading, rejection: wrongFormat }, {}, open[what])
      const layer = root.closest<HTMLElement>('dialog, [popover]')
      await pressEscape()
      await expect.poll(() => layer?.matches('[open], :popover-open')).toBe(false)
      cleanup()
    }
  })
  test('also through a shadow tree', async () => {
    const dialog = document.body.appendChild(document.createElement('dialog'))
    const shadow = dialog.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    const control = testUploader(uploading)
    const container = shadow.appendChild(document.createElement('div'))
    render(
      <UploaderRoot control={control}>
        <button type="button">Inside</button>
      </UploaderRoot>,
      { container },
    )
    dialog.showModal()
    shadow.querySelector('button')?.focus()
    expect(await pressEscape()).toBe(false)
    expect(control.calls).toEqual([])
    dialog.remove()
  })
})
