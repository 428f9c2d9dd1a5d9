// What Chromium's accessibility tree holds, which is what screen readers read: names, descriptions, values and live regions.
import { cdp } from 'vitest/browser'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { gallery, onePhoto, wrongFormat, type Look } from '../../stories/lib/gallery.js'
import { uploadError } from '../core/errors.js'
import type { UploadState } from '../core/state.js'
import { en } from '../locales/en.js'
import { spoken } from '../locales/format.js'
import { ja } from '../locales/ja.js'
import { ko } from '../locales/ko.js'
import { errorText, messageFor } from './messageFor.js'
import { cleanup, drawPreview, mount, puppet } from './look.test.support.js'

let looks: readonly Look[]
beforeAll(async () => {
  looks = gallery(await drawPreview()).filter(({ drag }) => drag === undefined)
})
afterEach(cleanup)

const { image, ticket, asset } = onePhoto()
const connection = uploadError('network', 'upload', 'try-again', { offline: false })
const failed: UploadState = { status: 'error', image, error: connection }
const whole = (error: typeof connection) => `${errorText(error, en).title}. ${errorText(error, en).text}`

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

const send = async <T,>(method: string, params: object = {}) => (await cdp().send(method as never, params as never)) as unknown as T

interface Frame {
  readonly frame: { readonly id: string; readonly url: string }
  readonly childFrames?: readonly Frame[]
}

/** Tests run in a frame of the runner's page. */
async function ownFrame(): Promise<string | undefined> {
  const { frameTree } = await send<{ frameTree: Frame }>('Page.getFrameTree')
  const all = (one: Frame): Frame[] => [one, ...(one.childFrames ?? []).flatMap(all)]
  return all(frameTree).find(({ frame }) => frame.url === location.href)?.frame.id
}

/** Everything on the page that a screen reader gets. */
async function heard(): Promise<Heard[]> {
  const { nodes } = await send<{ nodes: readonly AxNode[] }>('Accessibility.getFullAXTree', { frameId: await ownFrame() })
  const text = (value: Value | undefined) =>
    typeof value?.value === 'string' || typeof value?.value === 'number' ? String(value.value).replace(/\s+/g, ' ') : ''
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
  test('beside a rejection is said too, heading and sentence; neither is said twice', () => {
    const { control, part, rerender } = mount(
      puppet({ status: 'uploading', image, ticket, progress: { loaded: 0, total: 9, fraction: 0 } }),
    )
    control.show({ status: 'uploading', image, ticket, progress: { loaded: 0, total: 9, fraction: 0.5 }, rejection: wrongFormat })
    expect(part('alert').textContent).toBe(spoken(messageFor(wrongFormat)))
    control.show({ ...failed, rejection: wrongFormat })
    expect(part('alert').textContent).toBe(whole(connection))
    const said: string[] = []
    const observer = new MutationObserver(() => said.push(part('alert').textContent))
    observer.observe(part('alert'), { childList: true, characterData: true, subtree: true })
    rerender({ className: 'again' })
    expect(observer.takeRecords()).toEqual([])
    // The rejection is put away: what was said of the failure is no news.
    control.show(failed)
    expect(part('alert').textContent).toBe('')
    expect(said).toEqual([])
  })
  test('that comes together with a rejection leaves nothing unsaid', () => {
    const { control, part } = mount(puppet())
    control.show({ ...failed, rejection: wrongFormat })
    expect(part('alert').textContent).toBe(`${whole(connection)} ${spoken(messageFor(wrongFormat))}`)
  })
  test.each(['card', 'compact'] as const)('%s: describes the button that mends it, and no other', async (variant) => {
    mount(puppet(failed), { variant })
    const buttons = await byRole('button')
    const { title, text } = errorText(connection, en)
    expect(buttons.find(({ name }) => name === en.actions.tryAgain)?.description).toBe(`${title} ${text}`)
    expect(buttons.filter(({ description }) => description.includes(title))).toHaveLength(1)
  })
  test.each(['card', 'compact'] as const)('%s: describes the chooser where another image mends it', async (variant) => {
    const error = uploadError('upload-refused', 'confirm', 'choose-another', { reason: 'size' })
    mount(puppet({ status: 'error', image, error }), { variant })
    const { title, text } = errorText(error, en)
    const trigger = (await byRole('button')).find(({ description }) => description.includes(title))
    expect(trigger?.description).toBe(`${title} ${text}`)
    expect(trigger?.name).toContain('street-market.jpg')
  })
  test.each(['card', 'compact'] as const)('%s: keeps to its own button beside a rejection, which the chooser tells', async (variant) => {
    mount(puppet({ ...failed, rejection: wrongFormat }), { variant })
    const buttons = await byRole('button')
    expect(buttons.find(({ name }) => name === en.actions.tryAgain)?.description).toBe(errorText(connection, en).title)
    const chooser = buttons.find(({ name }) => name.startsWith(en.actions.replace))
    expect(chooser?.description).toBe(variant === 'card' ? spoken(messageFor(wrongFormat)).replaceAll('\u00A0', ' ') : undefined)
  })
})

describe.each(['card', 'compact'] as const)('in every state, %s', (variant) => {
  test.each([en, ko, ja])('nothing is said twice, and no invisible character is said, in $locale', async (messages) => {
    for (const { name, state, remaining, look } of looks) {
      mount(puppet(state, remaining ?? null), { variant, messages, ...look }, 320)
      const nodes = await heard()
      const marks = nodes.filter((node) => /[\u200E\u200F\u2060\u2066-\u2069]/.test([node.name, node.description, node.value].join('')))
      expect(marks, name).toEqual([])
      expect(
        nodes.filter((node) => node.description !== '' && node.description === node.name),
        name,
      ).toEqual([])
      for (const element of document.querySelectorAll('[data-part=root] [title]')) {
        if (element.closest('[aria-hidden]')) continue
        expect(element.textContent, `${name}: a tip that repeats the text`).not.toBe(element.getAttribute('title'))
        expect(element.hasAttribute('aria-label'), `${name}: a tip beside a label`).toBe(false)
      }
      cleanup()
    }
  })
  test('the name of the image and its status are in the tree at 320 px', async () => {
    const states: [UploadState, string][] = [
      [{ status: 'ready', image, ticket }, en.status.ready],
      [{ status: 'success', image, asset }, en.status.success],
      [failed, errorText(connection, en).title],
    ]
    for (const [state, status] of states) {
      mount(puppet(state, 842), { variant }, 320)
      const texts = (await byRole('StaticText')).map(({ name }) => name)
      expect(texts, state.status).toContain(status)
      expect(texts, state.status).toContain('street-market.jpg')
      cleanup()
    }
  })
  test('the end of an upload is said in the words that are shown', () => {
    for (const confirmed of [true, false]) {
      const { control, part } = mount(puppet({ status: 'confirming', image, ticket }), { variant })
      control.show({ status: 'success', image, asset: { ...asset, confirmed } })
      expect(part('status').textContent).not.toBe('')
      expect(part('surface').textContent).toContain(part('status').textContent)
      cleanup()
    }
  })
  test('so is a wait', () => {
    // Both tell the seconds of the same moment.
    vi.useFakeTimers({ toFake: ['Date', 'performance'] })
    const waits: UploadState[] = [
      { status: 'waiting', image, reason: 'offline' },
      { status: 'waiting', image, reason: 'backoff' },
      { status: 'waiting', image, reason: 'backoff', until: Date.now() + 20_000 },
    ]
    for (const wait of waits) {
      const { control, part } = mount(puppet({ status: 'preparing', image }), { variant })
      control.show(wait)
      expect(part('status').textContent).not.toBe('')
      expect(part('progress').textContent).toBe(part('status').textContent)
      cleanup()
    }
    vi.useRealTimers()
  })
})
