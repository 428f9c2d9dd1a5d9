import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server.browser'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { gallery, oneImage, tooSmall, type Look } from '../../fixtures/gallery.js'
import { act, cleanup, drawPreview, mount, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

let looks: readonly Look[]
beforeAll(async () => {
  document.body.style.fontFamily = 'system-ui, "Noto Sans CJK KR", sans-serif'
  looks = gallery(await drawPreview())
})
afterEach(cleanup)

const frame = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

interface Shift extends PerformanceEntry {
  readonly value: number
  readonly sources: readonly { readonly node: Node | null }[]
}
/**
 * Parts that may move: in one row the column of the buttons is as wide as the present buttons, and
 * in a narrow row the status replaces the name beside them.
 */
const MAY_MOVE =
  '[data-variant=compact] :is([data-part=actions], [data-part=actions] *, [data-part=body])'

/** Everything that moved, also shortly after a key press of the user. */
function watchShifts(): () => string[] {
  const moved: string[] = []
  const note = (entries: PerformanceEntryList) => {
    for (const { value, sources } of entries as unknown as readonly Shift[]) {
      if (
        sources.length > 0 &&
        sources.every(({ node }) => node instanceof Element && node.matches(MAY_MOVE))
      )
        continue
      moved.push(
        `${value} ${sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent)).join(' | ')}`,
      )
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
  const places = [
    ...[320, 360, 440, 480].map((width) => ['card', width] as const),
    ...[360, 440, 480].map((width) => ['compact', width] as const),
  ]
  test.each(places)('inside or below, through every state: %s at %i px', async (variant, width) => {
    const control = testUploader()
    mount(control, { variant }, width, (children) => (
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
  test('while another file is validated beside a ready image and a rejection, at 320 px', async () => {
    const { image, heic, link } = oneImage()
    const ready = { status: 'ready', image, link, rejection: tooSmall } as const
    const control = testUploader(ready, 842)
    mount(control, {}, 320)
    await frame()
    const shifts = watchShifts()
    control.show(
      { status: 'checking', source: heic.source, previous: ready, rejection: tooSmall },
      842,
    )
    await frame()
    control.show(ready, 842)
    await frame()
    expect(shifts()).toEqual([])
  })
  test('and the test detects a move', async () => {
    const { root } = mount(testUploader())
    await frame()
    const shifts = watchShifts()
    root.style.marginBlockStart = '80px'
    await frame()
    await expect.poll(() => shifts().length).toBeGreaterThan(0)
  })
})

describe('server rendering', () => {
  test.each([undefined, oneImage().asset])(
    'hydrates without a difference, value %o',
    async (value) => {
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
      expect(host.querySelector('[data-part=root]')?.getAttribute('data-status')).toBe(
        value ? 'success' : 'idle',
      )
      act(() => root.unmount())
      host.remove()
      complaint.mockRestore()
    },
  )
})
