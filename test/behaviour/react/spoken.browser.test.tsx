// Names, descriptions, values and live regions in Chromium's accessibility tree, which screen
// readers read.
import { cdp } from 'vitest/browser'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { gallery, oneImage, tooSmall, wrongFormat, type Look } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import { UPLOAD_STATUSES, type UploadState } from '../../../src/core/uploader/state.js'
import { en } from '../../../src/locales/en.js'
import { formatDuration, spoken } from '../../../src/locales/format.js'
import { ja } from '../../../src/locales/ja.js'
import { ko } from '../../../src/locales/ko.js'
import { errorText, messageFor } from '../../../src/locales/messageFor.js'
import {
  cleanup,
  dragData,
  drawPreview,
  fireDrag,
  mount,
  testUploader,
} from '../../support/look.js'

let looks: readonly Look[]
beforeAll(async () => {
  looks = gallery(await drawPreview()).filter(({ drag }) => drag === undefined)
})
afterEach(cleanup)

const { image, link, asset } = oneImage()
const connection = uploadError('network', 'upload', 'try-again', { offline: false })
const failed: UploadState = { status: 'error', image, error: connection }
const whole = (error: typeof connection) =>
  `${errorText(error, en).title}. ${errorText(error, en).text}`

interface Heard {
  readonly role: string
  readonly name: string
  readonly description: string
  readonly value: string
}

interface Value {
  readonly value?: unknown
}
interface AxNode {
  readonly ignored: boolean
  readonly role?: Value
  readonly name?: Value
  readonly description?: Value
  readonly value?: Value
  readonly properties?: readonly { readonly name: string; readonly value: Value }[]
}

const send = async <T,>(method: string, params: object = {}) =>
  (await cdp().send(method as never, params as never)) as unknown as T

interface Frame {
  readonly frame: { readonly id: string; readonly url: string }
  readonly childFrames?: readonly Frame[]
}

/** The tests run in a frame of the runner's page. */
async function ownFrame(): Promise<string | undefined> {
  const { frameTree } = await send<{ frameTree: Frame }>('Page.getFrameTree')
  const all = (one: Frame): Frame[] => [one, ...(one.childFrames ?? []).flatMap(all)]
  return all(frameTree).find(({ frame }) => frame.url === location.href)?.frame.id
}

/** Everything on the page that a screen reader can read. */
async function heard(): Promise<Heard[]> {
  const { nodes } = await send<{ nodes: readonly AxNode[] }>('Accessibility.getFullAXTree', {
    frameId: await ownFrame(),
  })
  const text = (value: Value | undefined) =>
    typeof value?.value === 'string' || typeof value?.value === 'number'
      ? String(value.value).replace(/\s+/g, ' ')
      : ''
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, description, value, properties = [] }) => ({
      role: text(role),
      name: text(name),
      description: text(description),
      value: text(properties.find((one) => one.name === 'valuetext')?.value ?? value),
    }))
}

const byRole = async (role: string) => (await heard()).filter((node) => node.role === role)

describe('a failure', () => {
  test('beside a rejection is announced too, heading and sentence, each once', () => {
    const { control, part, rerender } = mount(
      testUploader({
        status: 'uploading',
        image,
        link,
        progress: { loaded: 0, total: 9, fraction: 0 },
      }),
    )
    control.show({
      status: 'uploading',
      image,
      link,
      progress: { loaded: 0, total: 9, fraction: 0.5 },
      rejection: wrongFormat,
    })
    expect(part('alert').textContent).toBe(spoken(messageFor(wrongFormat)))
    control.show({ ...failed, rejection: wrongFormat })
    expect(part('alert').textContent).toBe(whole(connection))
    const said: string[] = []
    const observer = new MutationObserver(() => said.push(part('alert').textContent))
    observer.observe(part('alert'), { childList: true, characterData: true, subtree: true })
    rerender({ className: 'again' })
    expect(observer.takeRecords()).toEqual([])
    // The rejection is dismissed: the failure is not announced again.
    control.show(failed)
    expect(part('alert').textContent).toBe('')
    expect(said).toEqual([])
  })
  test('that happens together with a rejection is announced with it', () => {
    const { control, part } = mount(testUploader())
    control.show({ ...failed, rejection: wrongFormat })
    expect(part('alert').textContent).toBe(
      `${whole(connection)} ${spoken(messageFor(wrongFormat))}`,
    )
  })
  test.each(['card', 'compact'] as const)(
    '%s: describes the button that continues after it, and no other',
    async (variant) => {
      mount(testUploader(failed), { variant })
      const buttons = await byRole('button')
      const { title, text } = errorText(connection, en)
      expect(buttons.find(({ name }) => name === en.actions.tryAgain)?.description).toBe(
        `${title} ${text}`,
      )
      expect(buttons.filter(({ description }) => description.includes(title))).toHaveLength(1)
    },
  )
  test.each(['card', 'compact'] as const)(
    '%s: describes the trigger if only another image can solve it',
    async (variant) => {
      const error = uploadError('upload-rejected', 'confirm', 'choose-another', { reason: 'size' })
      mount(testUploader({ status: 'error', image, error }), { variant })
      const { title, text } = errorText(error, en)
      const trigger = (await byRole('button')).find(({ description }) =>
        description.includes(title),
      )
      expect(trigger?.description).toBe(`${title} ${text}`)
      expect(trigger?.name).toContain('street-market.jpg')
    },
  )
  test.each(['card', 'compact'] as const)(
    '%s: describes its own button beside a rejection, which describes the trigger',
    async (variant) => {
      mount(testUploader({ ...failed, rejection: wrongFormat }), { variant })
      const buttons = await byRole('button')
      expect(buttons.find(({ name }) => name === en.actions.tryAgain)?.description).toBe(
        errorText(connection, en).title,
      )
      const chooser = buttons.find(({ name }) => name.startsWith(en.actions.replace))
      expect(chooser?.description).toBe(
        variant === 'card' ? spoken(messageFor(wrongFormat)).replaceAll('\u00A0', ' ') : undefined,
      )
    },
  )
})

describe.each(['card', 'compact'] as const)('in every state, %s', (variant) => {
  test.each([en, ko, ja])(
    'nothing is read twice, and no invisible character is read, in $locale',
    async (messages) => {
      for (const { name, state, remaining, look } of looks) {
        mount(testUploader(state, remaining ?? null), { variant, messages, ...look }, 320)
        const nodes = await heard()
        const marks = nodes.filter((node) =>
          /[\u200E\u200F\u2060\u2066-\u2069]/.test(
            [node.name, node.description, node.value].join(''),
          ),
        )
        expect(marks, name).toEqual([])
        expect(
          nodes.filter((node) => node.description !== '' && node.description === node.name),
          name,
        ).toEqual([])
        for (const element of document.querySelectorAll('[data-part=root] [title]')) {
          if (element.closest('[aria-hidden]')) continue
          expect(element.textContent, `${name}: a tip that repeats the text`).not.toBe(
            element.getAttribute('title'),
          )
          expect(element.hasAttribute('aria-label'), `${name}: a tip beside a label`).toBe(false)
        }
        cleanup()
      }
    },
  )
  test('the name of the image and its status are in the tree at 320 px', async () => {
    const states: [UploadState, string][] = [
      [{ status: 'ready', image, link }, en.status.ready],
      [{ status: 'success', image, asset }, en.status.success],
      [failed, errorText(connection, en).title],
    ]
    for (const [state, status] of states) {
      mount(testUploader(state, 842), { variant }, 320)
      const texts = (await byRole('StaticText')).map(({ name }) => name)
      expect(texts, state.status).toContain(status)
      expect(texts, state.status).toContain('street-market.jpg')
      cleanup()
    }
  })
})

describe.each(['card', 'compact'] as const)(
  '%s: the announced text is the visible text',
  (variant) => {
    beforeEach(() => {
      // Fixed, so that both have the seconds of the same moment.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    })
    afterEach(() => vi.useRealTimers())

    test.each([en, ko, ja])('at each step, in $locale', (messages) => {
      const spoke = new Set<UploadState['status']>()
      for (const { name, before, state, remaining } of steps()) {
        const { control, part, root } = mount(testUploader(before), { variant, messages })
        control.show(state, remaining)
        const said = plain(part('alert').textContent || part('status').textContent)
        expect(said, name).not.toBe('')
        const seen = seenIn(root)
        if (remaining !== undefined)
          seen.push(plain(formatDuration(remaining, messages.locale, 'long')))
        expect(without(said, seen), `${name}: "${said}" beside "${seen.join('" "')}"`).toBe('')
        spoke.add(state.status)
        cleanup()
      }
      // Validating and confirming are not announced, because the next status follows soon.
      expect(UPLOAD_STATUSES.filter((status) => !spoke.has(status))).toEqual([
        'checking',
        'confirming',
      ])
    })
    test.each([en, ko, ja])('of the bar, in $locale', (messages) => {
      // The visible countdown is announced without its seconds.
      const isCounting = (state: UploadState) =>
        state.status === 'waiting' && state.until !== undefined
      for (const { name, state } of looks.filter((look) => !isCounting(look.state))) {
        const { root } = mount(testUploader(state), { variant, messages })
        const told = root.querySelector('[role=progressbar]')?.getAttribute('aria-valuetext')
        expect(
          root.querySelector('[data-part=progress] > [data-line] > :first-child')?.textContent,
          name,
        ).toBe(told ?? undefined)
        cleanup()
      }
    })
    test.each([en, ko, ja])('of a drag, in $locale', (messages) => {
      const data = dragData(new File(['x'], 'a.png', { type: 'image/png' }))
      const other = dragData(new File(['x'], 'a.pdf', { type: 'application/pdf' }))
      for (const state of [{ status: 'idle' }, { status: 'success', image, asset }] as const) {
        for (const dragged of [data, other]) {
          const { part } = mount(testUploader(state), { variant, messages })
          fireDrag('dragenter', part('surface'), dragged)
          expect(part('status').textContent).not.toBe('')
          expect(part('overlay').querySelector('[data-part=title]')?.textContent).toBe(
            part('status').textContent,
          )
          cleanup()
        }
      }
    })
    test.each([en, ko, ja])(
      'except for what the user did, which has no visible text, in $locale',
      (messages) => {
        const { control, part } = mount(testUploader({ status: 'requesting', image }), {
          variant,
          messages,
        })
        control.show({ status: 'ready', image })
        expect(part('status').textContent).toMatch(
          new RegExp(`^${messages.announcements.cancelled}. ?${messages.status.ready}$`),
        )
        cleanup()
        const removed = mount(testUploader({ status: 'ready', image }), { variant, messages })
        removed.control.show({ status: 'idle' })
        expect(removed.part('status').textContent).toBe(messages.announcements.removed)
      },
    )
  },
)

interface Step {
  readonly name: string
  readonly before: UploadState
  readonly state: UploadState
  readonly remaining?: number
}

/** The changes that lead to each announced state. */
function steps(): readonly Step[] {
  const idle: UploadState = { status: 'idle' }
  const { raw } = oneImage()
  const small = { source: raw.source, type: raw.type, width: 800, height: 600 }
  const animated = { ...image, notices: ['animated' as const] }
  const preparing: UploadState = { status: 'preparing', image: raw }
  const sending = (fraction: number): UploadState => ({
    status: 'uploading',
    image,
    link,
    progress: {
      loaded: 812_000 * fraction,
      total: 812_000,
      fraction,
      bytesPerSecond: 1_240_000,
      secondsLeft: 2,
    },
  })
  const confirming: UploadState = { status: 'confirming', image, link }
  const wait = { status: 'waiting', image, reason: 'backoff' } as const
  const until = Date.now() + 20_000
  const rejected = <T extends UploadState>(state: T): T => ({ ...state, rejection: wrongFormat })
  const again = (state: UploadState) => ({
    before: rejected<UploadState>({ status: 'ready', image }),
    state: rejected(state),
  })
  return [
    { name: 'preparing', before: idle, state: preparing },
    {
      name: 'preparing, sent as it is',
      before: idle,
      state: { status: 'preparing', image: small },
    },
    { name: 'preparing, animated', before: idle, state: { status: 'preparing', image: animated } },
    { name: 'preparing beside a rejection', ...again(preparing) },
    { name: 'getting a link', before: idle, state: { status: 'requesting', image } },
    { name: 'ready', before: preparing, state: { status: 'ready', image, link }, remaining: 842 },
    {
      name: 'ready, last minute',
      before: preparing,
      state: { status: 'ready', image, link },
      remaining: 41,
    },
    {
      name: 'ready, expired',
      before: preparing,
      state: { status: 'ready', image, link },
      remaining: 0,
    },
    { name: 'upload begins', before: preparing, state: sending(0), remaining: 900 },
    ...[0.26, 0.5, 0.77, 1].map((fraction) => ({
      name: `sent ${fraction}`,
      before: sending(0),
      state: sending(fraction),
    })),
    { name: 'sent beside a rejection', ...again(sending(0.5)) },
    { name: 'offline', before: preparing, state: { status: 'waiting', image, reason: 'offline' } },
    {
      name: 'offline beside a rejection',
      ...again({ status: 'waiting', image, reason: 'offline' }),
    },
    { name: 'busy', before: preparing, state: wait },
    { name: 'busy beside a rejection', ...again(wait) },
    { name: 'busy, seconds', before: preparing, state: { ...wait, until } },
    { name: 'busy, seconds, beside a rejection', ...again({ ...wait, until }) },
    { name: 'done', before: confirming, state: { status: 'success', image, asset } },
    {
      name: 'done, unconfirmed',
      before: confirming,
      state: { status: 'success', image, asset: { ...asset, confirmed: false } },
    },
    { name: 'failed', before: sending(0.5), state: failed },
    { name: 'rejected', before: idle, state: rejected(idle) },
    { name: 'rejected, too small', before: idle, state: { status: 'idle', rejection: tooSmall } },
    {
      name: 'rejected beside an image',
      before: { status: 'success', image, asset },
      state: rejected({ status: 'success', image, asset }),
    },
  ]
}

const plain = (text: string | null | undefined) =>
  spoken(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()

/**
 * Every visible text except those of buttons, the longest first. In one row the label of the link
 * is a tooltip.
 */
function seenIn(root: HTMLElement): string[] {
  const texts = [
    ...root.querySelectorAll<HTMLElement>('bdi:not(bdi bdi, button bdi), [data-label]'),
  ]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map(({ textContent }) => plain(textContent))
  const tip = root.querySelector('[data-ring]')?.getAttribute('title')
  return [...texts, ...(tip ? [tip] : [])].filter(Boolean).toSorted((a, b) => b.length - a.length)
}

/** The rest of a text without `pieces` and the punctuation between them. */
const without = (text: string, pieces: readonly string[]) =>
  pieces.reduce((rest, piece) => rest.replace(piece, ''), text).replace(/[\s.。]/g, '')
