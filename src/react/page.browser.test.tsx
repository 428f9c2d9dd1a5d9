import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server.browser'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { gallery, onePhoto, tooSmall, type Look } from '../../stories/lib/gallery.js'
import { act, cleanup, drawPreview, mount, puppet } from './look.test.support.js'
import { SearchImageUploader } from './SearchImageUploader.js'

let looks: readonly Look[]
beforeAll(async () => {
  document.body.style.fontFamily = 'system-ui, "Noto Sans CJK KR", sans-serif'
  looks = gallery(await drawPreview())
})
afterEach(cleanup)

const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

interface Shift extends PerformanceEntry {
  readonly value: number
  readonly sources: readonly { readonly node: Node | null }[]
}
/** Everything that moved, whether or not somebody had just pressed a key. */
function watchShifts(): () => string[] {
  const moved: string[] = []
  const note = (entries: PerformanceEntryList) => {
    for (const { value, sources } of entries as unknown as readonly Shift[]) {
      moved.push(`${value} ${sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent)).join(' | ')}`)
    }
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'layout-shift' })
  return () => {
    note(observer.takeRecords())
    return moved
  }
}

describe('nothing moves', () => {
  test.each([320, 360, 440, 480])('inside or below, through every state, at %i px', async (width) => {
    const control = puppet()
    mount(control, {}, width, (children) => (
      <>
        {children}
        <p>What stands below.</p>
      </>
    ))
    await frame()
    const shifts = watchShifts()
    for (const { state, remaining } of looks.filter(({ look }) => !look)) {
      control.show(state, remaining)
      await frame()
    }
    expect(shifts()).toEqual([])
  })
  test('while another file is checked beside a waiting picture and its refused one, at 320 px', async () => {
    const { image, heic, ticket } = onePhoto()
    const ready = { status: 'ready', image, ticket, rejection: tooSmall } as const
    const control = puppet(ready, 842)
    mount(control, {}, 320)
    await frame()
    const shifts = watchShifts()
    control.show({ status: 'checking', source: heic.source, previous: ready, rejection: tooSmall }, 842)
    await frame()
    control.show(ready, 842)
    await frame()
    expect(shifts()).toEqual([])
  })
  test('and a move would be seen', async () => {
    const { root } = mount(puppet())
    await frame()
    const shifts = watchShifts()
    root.style.marginBlockStart = '80px'
    await frame()
    await expect.poll(() => shifts().length).toBeGreaterThan(0)
  })
})

describe('motion', () => {
  test('ends where less of it is wanted', async () => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    const reduced = rules.find((rule) => rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-reduced-motion'))
    if (!(reduced instanceof CSSMediaRule)) throw new Error('no rule')
    mount(puppet(looks.find(({ name }) => name === 'Getting a link')?.state))
    expect(document.getAnimations().length).toBeGreaterThan(0)
    // The rule as if the person had asked for it: the media query itself cannot be set from a page.
    reduced.media.mediaText = 'all'
    await frame()
    expect(document.getAnimations()).toEqual([])
    reduced.media.mediaText = '(prefers-reduced-motion: reduce)'
  })
})

describe('server rendering', () => {
  test.each([undefined, onePhoto().asset])('hydrates without a difference, value %o', async (value) => {
    const app = (
      <StrictMode>
        <SearchImageUploader endpoint="/api/search-image" name="image" required value={value} />
      </StrictMode>
    )
    const complaint = vi.spyOn(console, 'error')
    const host = document.body.appendChild(document.createElement('div'))
    host.innerHTML = renderToString(app)
    const recovered = vi.fn()
    const root = await act(async () => hydrateRoot(host, app, { onRecoverableError: recovered }))
    await frame()
    expect(recovered).not.toHaveBeenCalled()
    expect(complaint).not.toHaveBeenCalled()
    expect(host.querySelector('[data-part=root]')?.getAttribute('data-status')).toBe(value ? 'success' : 'idle')
    act(() => root.unmount())
    host.remove()
    complaint.mockRestore()
  })
})
