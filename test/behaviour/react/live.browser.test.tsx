import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { oneImage, tooSmall } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import { en } from '../../../src/locales/en.js'
import { fill, spoken } from '../../../src/locales/format.js'
import {
  act,
  cleanup,
  dragData,
  fireDrag,
  mount,
  testUploader,
  type Mounted,
} from '../../support/look.js'
import { errorText, messageFor } from '../../../src/locales/messageFor.js'

interface Said {
  readonly at: number
  readonly region: string
  readonly text: string
}

const { image, link, asset } = oneImage()
const at = (fraction: number) =>
  ({
    status: 'uploading',
    image,
    link,
    progress: { loaded: 9 * fraction, total: 9, fraction },
  }) as const

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Records what a screen reader would announce, from the mount of the component on. */
function listen({ part }: Mounted): () => readonly Said[] {
  const said: Said[] = []
  const start = performance.now()
  const observers = ['status', 'alert'].map((region) => {
    const element = part(region)
    expect(element.textContent).toBe('')
    const observer = new MutationObserver(() => note(region, element))
    observer.observe(element, { childList: true, characterData: true, subtree: true })
    return { region, element, observer }
  })
  const note = (region: string, element: HTMLElement) => {
    if (element.textContent !== '')
      said.push({ at: performance.now() - start, region, text: element.textContent })
  }
  return () => {
    for (const { region, element, observer } of observers)
      if (observer.takeRecords().length > 0) note(region, element)
    return said
  }
}

const pass = async (ms: number) => {
  await act(async () => vi.advanceTimersByTimeAsync(ms))
}
const texts = (said: readonly Said[]) => said.map(({ text }) => text.replace(/[\u2068\u2069]/g, ''))

describe('the live regions', () => {
  test('exist and are empty before the first announcement: one polite, one assertive', () => {
    const mounted = mount(
      testUploader({
        status: 'error',
        image,
        error: uploadError('stalled', 'upload', 'try-again', {}),
      }),
    )
    expect([mounted.part('status').role, mounted.part('alert').role]).toEqual(['status', 'alert'])
    expect(mounted.root.querySelectorAll('[role=status], [role=alert], [aria-live]')).toHaveLength(
      2,
    )
  })

  test('announce a 20 s upload in 3 to 7 sentences, 3 s apart, all different, the outcome last', async () => {
    const mounted = mount(testUploader())
    const heard = listen(mounted)
    mounted.control.show({ status: 'preparing', image }, 900)
    await pass(300)
    for (let n = 0; n < 190; n++) {
      mounted.control.show(at(n / 190), 900 - Math.floor(n / 10))
      await pass(100)
      heard()
    }
    mounted.control.show({ status: 'confirming', image, link }, 880)
    await pass(700)
    mounted.control.show({ status: 'success', image, asset })
    await pass(30_000)
    const said = heard()
    expect(said.length).toBeGreaterThanOrEqual(3)
    expect(said.length).toBeLessThanOrEqual(7)
    expect(new Set(texts(said)).size).toBe(said.length)
    expect(texts(said).at(-1)).toBe(en.status.success)
    expect(said.every(({ region }) => region === 'status')).toBe(true)
    const gaps = said.slice(1).map(({ at: time }, n) => time - (said[n]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000)
  })

  test('announce a link at its issue, one minute before its end, and at its end', async () => {
    const mounted = mount(testUploader({ status: 'preparing', image }))
    const heard = listen(mounted)
    for (const left of [900, 899, 898, 62, 61, 60, 59, 58, 30, 2, 1, 0, 0, 0, 0]) {
      mounted.control.show({ status: 'ready', image, link }, left)
      await pass(1_000)
      heard()
    }
    await pass(5_000)
    expect(texts(heard())).toEqual([
      'Ready to upload. Link valid for 15\u00A0minutes',
      'Link valid for 60\u00A0seconds',
      en.status.expired,
    ])
  })

  test('announce a failure once, in the texts that are shown', async () => {
    const error = uploadError('network', 'upload', 'try-again', { offline: false })
    const mounted = mount(testUploader(at(0.5)))
    const heard = listen(mounted)
    mounted.control.show({ status: 'error', image, error })
    mounted.control.show({ status: 'error', image, error })
    mounted.rerender({ className: 'again' })
    await pass(10_000)
    const { title, text } = errorText(error, en)
    expect(heard()).toMatchObject([{ region: 'alert', text: `${title}. ${text}` }])
    expect(mounted.part('message').textContent).toBe(`${title} ${text}`)
  })

  test('clear the polite announcement when an alert is made', async () => {
    const control = testUploader({
      status: 'uploading',
      image,
      link,
      progress: { loaded: 0, total: 9, fraction: 0 },
    })
    const { part } = mount(control)
    await pass(100)
    control.show({ status: 'success', image, asset })
    await pass(4_000)
    expect(part('status').textContent).toContain(en.status.success)
    control.show({ status: 'success', image, asset, rejection: tooSmall })
    await pass(100)
    expect(part('alert').textContent).toBe(spoken(messageFor(tooSmall)))
    expect(part('status').textContent).toBe('')
  })
  test('announce the same rejection twice if it happens twice', async () => {
    const mounted = mount(testUploader())
    const heard = listen(mounted)
    mounted.control.show({ status: 'idle', rejection: tooSmall })
    heard()
    mounted.control.show({ status: 'idle', rejection: Object.create(tooSmall) as typeof tooSmall })
    const both = spoken(`${errorText(tooSmall, en).title}. ${messageFor(tooSmall)}`)
    expect(heard().map(({ text }) => text.trim())).toEqual([both, both])
    mounted.control.show({ status: 'preparing', image })
    expect(mounted.part('alert').textContent).toBe('')
    await pass(0)
  })

  test('announce a drag that enters and one that leaves, but not a drop as a drag that leaves', async () => {
    const mounted = mount(testUploader())
    const heard = listen(mounted)
    const data = dragData(new File(['x'], 'a.png', { type: 'image/png' }))
    fireDrag('dragenter', mounted.part('surface'), data)
    await pass(4_000)
    fireDrag('dragleave', mounted.part('surface'), data)
    await pass(4_000)
    expect(texts(heard())).toEqual([en.drag.accept.title, en.drag.left])
    fireDrag('dragenter', mounted.part('surface'), data)
    await pass(4_000)
    fireDrag('drop', mounted.part('surface'), data)
    mounted.control.show({ status: 'preparing', image })
    await pass(4_000)
    expect(texts(heard()).slice(2)).toEqual([
      en.drag.accept.title,
      `street-market.jpg. ${en.status.requesting}`,
    ])
  })
})

describe('waiting', () => {
  test('shows the remaining seconds, which are not announced', async () => {
    const mounted = mount(testUploader({ status: 'preparing', image }))
    const heard = listen(mounted)
    mounted.control.show({ status: 'waiting', image, reason: 'backoff', until: Date.now() + 4_000 })
    const seen: (string | null)[] = []
    for (let n = 0; n < 4; n++) {
      seen.push(
        /\d+\u00A0sec/.exec(mounted.part('progress').textContent)?.[0].replace('\u00A0', ' ') ??
          null,
      )
      await pass(1_000)
    }
    expect(seen).toEqual(['4 sec', '3 sec', '2 sec', '1 sec'])
    expect(texts(heard())).toEqual([fill(en.status.backoff, { time: '4\u00A0sec' })])
  })
})
