import { userEvent } from 'vitest/browser'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { gallery, oneImage, tooSmall, type Look } from '../../fixtures/gallery.js'
import { rejectionError, uploadError } from '../../../src/core/errors.js'
import { en } from '../../../src/locales/en.js'
import { cleanup, drawPreview, mount, testUploader } from '../../support/look.js'

let looks: readonly Look[]
beforeAll(async () => {
  looks = gallery(await drawPreview())
})
afterEach(cleanup)

const { image, link, asset } = oneImage()
const failed = uploadError('network', 'upload', 'try-again', { offline: false })
const uploading = {
  status: 'uploading',
  image,
  link,
  progress: { loaded: 0, total: 9, fraction: 0 },
} as const
const focused = () => document.activeElement?.getAttribute('data-part')

describe('the focus', () => {
  test('stays inside when any state changes to any other', () => {
    const control = testUploader()
    const { root } = mount(control)
    // One look of each status, and each with a rejection.
    const some = looks.filter(
      ({ look, name, state }, n) =>
        !look &&
        (/other rejected/.test(name) ||
          looks.findIndex((other) => other.state.status === state.status) === n),
    )
    for (const from of some) {
      for (const to of some) {
        control.show(from.state, from.remaining)
        for (const button of root.querySelectorAll('button')) {
          if (!button.checkVisibility()) continue
          button.focus()
          control.show(to.state, to.remaining)
          expect(root.matches(':focus-within'), `${from.name} → ${to.name}`).toBe(true)
          control.show(from.state, from.remaining)
        }
      }
    }
  })
  test('stays on its element while that element exists', () => {
    const control = testUploader({ status: 'preparing', image })
    const { part } = mount(control)
    part('remove').focus()
    for (const state of [
      uploading,
      { status: 'confirming', image, link },
      { status: 'success', image, asset },
    ] as const) {
      control.show(state)
      expect(focused()).toBe('remove')
    }
  })
  test('moves from a removed image to the button that opens the file dialog', () => {
    const control = testUploader({ status: 'success', image, asset })
    const { part } = mount(control)
    part('remove').focus()
    control.show({ status: 'idle' })
    expect(focused()).toBe('trigger')
  })
  test('is not moved when it is outside', () => {
    const control = testUploader({ status: 'success', image, asset })
    mount(control, {}, 440, (children) => (
      <>
        <input data-part="elsewhere" />
        {children}
      </>
    ))
    document.querySelector<HTMLElement>('[data-part=elsewhere]')?.focus()
    control.show({ status: 'idle' })
    expect(focused()).toBe('elsewhere')
  })
})

describe('the main button', () => {
  test('stays through the whole upload after a click, disabled but focusable', async () => {
    const control = testUploader({ status: 'ready', image, link }, 842)
    const { part } = mount(control)
    await userEvent.click(part('primary'))
    expect(control.calls).toEqual([['upload']])
    for (const state of [
      uploading,
      { status: 'confirming', image, link },
      { status: 'success', image, asset },
    ] as const) {
      control.show(state)
      expect(focused()).toBe('primary')
      expect(part('primary').getAttribute('aria-disabled')).toBe('true')
      await userEvent.click(part('primary'), { force: true })
    }
    expect(control.calls).toEqual([['upload']])
  })
  test('disappears when the focus is elsewhere and another image is selected', () => {
    const control = testUploader({ status: 'ready', image, link }, 842)
    const { part, find } = mount(control)
    part('primary').click()
    control.show(uploading)
    expect(find('primary')).toBeNull()
  })
  test.each([
    ['upload', { status: 'ready', image, link }, 842, en.actions.upload],
    ['upload', { status: 'ready', image, link }, 0, en.actions.uploadWithNewLink],
    ['retry', { status: 'error', image, error: failed }, null, en.actions.tryAgain],
    [
      'retry',
      {
        status: 'error',
        image,
        error: uploadError('network', 'confirm', 'confirm-again', { offline: false }),
      },
      null,
      en.actions.checkAgain,
    ],
    [
      'retry',
      { status: 'error', image, error: uploadError('unauthorized', 'request', 'sign-in', {}) },
      null,
      en.actions.tryAgain,
    ],
  ] as const)('%s: each failure and each link has one button', (method, state, remaining, text) => {
    const control = testUploader(state, remaining)
    const { part } = mount(control)
    expect(part('primary').textContent).toBe(text)
    part('primary').click()
    expect(control.calls).toEqual([[method]])
  })
  test('is the trigger after a failure that only another image can solve', () => {
    const error = uploadError('upload-rejected', 'confirm', 'choose-another', { reason: 'size' })
    const { part, find } = mount(testUploader({ status: 'error', image, error }))
    expect(find('primary')).toBeNull()
    expect(part('trigger').textContent).toContain(en.actions.chooseAnother)
    expect(part('trigger').dataset.main).toBe('true')
  })
})

describe('the ×', () => {
  test.each(['preparing', 'requesting', 'waiting', 'uploading', 'confirming', 'checking'])(
    'cancels while %s',
    (status) => {
      const look = looks.find(({ state }) => state.status === status)
      const control = testUploader(look?.state)
      const { part } = mount(control)
      expect(part('remove').getAttribute('aria-label')).toMatch(/^Cancel \S+$/)
      part('remove').click()
      expect(control.calls).toEqual([['cancel']])
    },
  )
  test.each(['ready', 'success', 'error'])(
    'removes the image in the status %s, and names it',
    (status) => {
      const look = looks.find(({ state }) => state.status === status)
      const control = testUploader(look?.state)
      const { part } = mount(control)
      expect(part('remove').getAttribute('aria-label')).toBe('Remove street-market.jpg')
      part('remove').click()
      expect(control.calls).toEqual([['reset']])
    },
  )
})

describe('the keyboard', () => {
  test('has one focus stop per action, and all of them are visible', async () => {
    const stops = async (control: ReturnType<typeof testUploader>) => {
      mount(control)
      const found: (string | null | undefined)[] = []
      for (let n = 0; n < 6; n++) {
        await userEvent.keyboard('{Tab}')
        if (document.activeElement === document.body) break
        const { outlineStyle, outlineWidth } = getComputedStyle(
          document.activeElement ?? document.body,
        )
        expect([outlineStyle, parseFloat(outlineWidth) >= 2]).toEqual(['solid', true])
        found.push(focused())
      }
      cleanup()
      return found
    }
    expect(await stops(testUploader())).toEqual(['trigger'])
    expect(await stops(testUploader({ status: 'ready', image, link }, 842))).toEqual([
      'primary',
      'trigger',
      'remove',
    ])
    expect(await stops(testUploader(uploading, 842))).toEqual(['trigger', 'remove'])
    expect(await stops(testUploader({ status: 'success', image, asset }))).toEqual([
      'trigger',
      'remove',
    ])
  })
})

describe('the description of the trigger', () => {
  const described = (element: HTMLElement) =>
    document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent

  test('is what can be selected, or what was wrong', () => {
    const control = testUploader()
    const { part } = mount(control)
    expect(described(part('trigger'))).toContain('224\u00A0×\u00A0224')
    control.show({ status: 'idle', rejection: tooSmall })
    expect(described(part('trigger'))).toContain('180\u00A0×\u00A0240')
    control.show({
      status: 'success',
      image,
      asset,
      rejection: rejectionError('too-many-files', { count: 3 }),
    })
    expect(described(part('trigger'))).toContain('there\u00A0were\u00A03')
  })
  test('is beside a name that has the name of the present image', () => {
    const { part } = mount(testUploader({ status: 'success', image, asset }))
    expect(part('trigger').textContent).toBe('Replace street-market.jpg')
  })
  test('leaves room for a label of the page', () => {
    const { part } = mount(testUploader(), { id: 'query' }, 440, (children) => (
      <>
        <label htmlFor="query">Query image</label>
        {children}
      </>
    ))
    expect(document.querySelector('label')?.control).toBe(part('trigger'))
  })
})
