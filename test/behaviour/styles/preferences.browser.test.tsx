// Preferences of the user's system: less motion, more contrast, forced colours.
import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { oneImage } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { en } from '../../../src/locales/en.js'
import { ko } from '../../../src/locales/ko.js'
import { mount, testUploader, type Mounted } from '../../support/look.js'
import { cleanup, each, looks, surfaceOf } from '../../support/looks.js'
import {
  barContrasts,
  buttonContrasts,
  edgeContrast,
  iconContrasts,
  ratio,
  textContrasts,
} from '../../support/contrast.js'
import { prefer } from '../../support/media.js'

const { image, link } = oneImage()
const at = (fraction: number): UploadState => ({
  status: 'uploading',
  image,
  link,
  progress: { loaded: 9 * fraction, total: 9, fraction },
})
const failed: UploadState = {
  status: 'error',
  image,
  error: uploadError('stalled', 'upload', 'try-again', {}),
}

afterEach(async () => {
  cleanup()
  await prefer()
})

/** The visible fraction of the bar. */
function filled({ part }: Mounted): number {
  const bar = part('bar')
  return (bar.querySelector('i')?.getBoundingClientRect().width ?? Number.NaN) / bar.clientWidth
}

describe('less motion', () => {
  test('nothing moves by itself in any state', async () => {
    each({ capture: true }, 440, () => undefined)
    expect(document.getAnimations().length).toBeGreaterThan(0)
    await prefer({ 'prefers-reduced-motion': 'reduce' })
    expect(document.getAnimations()).toEqual([])
  })
  test('the progress is still shown, without a transition', async () => {
    await prefer({ 'prefers-reduced-motion': 'reduce' })
    const mounted = mount(testUploader(at(0)))
    for (const fraction of [0.1, 0.62, 0.97]) {
      mounted.control.show(at(fraction), 811)
      expect(filled(mounted)).toBeCloseTo(fraction, 2)
      expect(mounted.part('bar').ariaValueNow).toBe(String(Math.floor(fraction * 100)))
      expect(mounted.part('progress').textContent).toContain(`${Math.floor(fraction * 100)}%`)
    }
  })
  test.each(['card', 'compact'] as const)(
    '%s: an unknown progress looks neither begun nor finished',
    async (variant) => {
      await prefer({ 'prefers-reduced-motion': 'reduce' })
      for (const dir of ['ltr', 'rtl']) {
        document.documentElement.dir = dir
        const mounted = mount(testUploader({ status: 'requesting', image }), { variant })
        const [bar, fill] = [
          mounted.part('bar').getBoundingClientRect(),
          mounted.part('bar').querySelector('i')?.getBoundingClientRect(),
        ]
        expect(filled(mounted)).toBeLessThan(0.6)
        expect((fill?.left ?? 0) - bar.left).toBeGreaterThan(bar.width * 0.2)
        expect(bar.right - (fill?.right ?? 0)).toBeGreaterThan(bar.width * 0.2)
        cleanup()
      }
      document.documentElement.dir = ''
    },
  )
})

describe.each(['light', 'dark'] as const)('more contrast, %s', (scheme) => {
  test('text has 7 to 1, borders and icons 4.5 to 1, in every state', async () => {
    document.documentElement.style.colorScheme = scheme
    document.body.style.background = scheme === 'dark' ? '#0f1115' : '#fff'
    await prefer({
      'prefers-contrast': 'more',
      'prefers-color-scheme': scheme,
      'prefers-reduced-motion': 'reduce',
    })
    const faults = each({ capture: true }, 440, (root, { name }) => [
      name,
      ...textContrasts(root).filter(({ is }) => is < 7),
      ...[...iconContrasts(root), ...buttonContrasts(root), ...barContrasts(root)].filter(
        ({ is }) => is < 4.5,
      ),
      ...[{ what: 'line around it', is: edgeContrast(surfaceOf(root)) }].filter(
        ({ is }) => is < 4.5,
      ),
    ])
    document.documentElement.style.colorScheme = ''
    document.body.style.background = ''
    expect(faults.filter(({ length }) => length > 1)).toEqual([])
  })
})

/** Pixels of the page on the screen; computed styles do not show forced colours. */
async function screen(): Promise<(box: DOMRect) => number> {
  const base64 = await page.screenshot({ save: false })
  const bitmap = await createImageBitmap(
    await (await fetch(`data:image/png;base64,${base64}`)).blob(),
  )
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  context?.drawImage(bitmap, 0, 0)
  const scale = bitmap.width / innerWidth
  return ({ x, y, width, height }) => {
    const data =
      context?.getImageData(
        x * scale,
        y * scale,
        Math.max(1, width * scale),
        Math.max(1, height * scale),
      ).data ?? []
    let [least, most] = [
      [255, 255, 255, 1],
      [0, 0, 0, 1],
    ] as [number, number, number, number][] as [Colour, Colour]
    for (let n = 0; n < data.length; n += 4) {
      const pixel: Colour = [data[n] ?? 0, data[n + 1] ?? 0, data[n + 2] ?? 0, 1]
      if (sum(pixel) < sum(least)) least = pixel
      if (sum(pixel) > sum(most)) most = pixel
    }
    return ratio(least, most)
  }
}
type Colour = [number, number, number, number]
const sum = ([red, green, blue]: Colour) => red + green + blue

/** A strip across the left edge of an element. */
function edge(element: Element, out = 1): DOMRect {
  const { left, top, height } = element.getBoundingClientRect()
  return new DOMRect(left - out, top + height * 0.3, 4, height * 0.4)
}

/** A strip within the padding of a button. */
function inside(element: Element): DOMRect {
  const { left, top, height } = element.getBoundingClientRect()
  return new DOMRect(left + 4, top + height * 0.3, 4, height * 0.4)
}

describe.each(['light', 'dark'] as const)('forced colours, %s', (scheme) => {
  const forced = async () => {
    await page.viewport(500, 400)
    await prefer({ 'forced-colors': 'active', 'prefers-color-scheme': scheme })
  }

  test('zone, trigger, its icon and the focus are visible', async () => {
    await forced()
    const { root, part } = mount(testUploader())
    await userEvent.keyboard('{Tab}')
    const contrast = await screen()
    expect(contrast(edge(surfaceOf(root)))).toBeGreaterThanOrEqual(3)
    expect(contrast(edge(part('trigger')))).toBeGreaterThanOrEqual(3)
    expect(contrast(edge(part('trigger'), 5))).toBeGreaterThanOrEqual(3)
    expect(contrast(part('icon').getBoundingClientRect())).toBeGreaterThanOrEqual(3)
  })
  test('the bar has an edge and a filled part', async () => {
    await forced()
    const { part } = mount(testUploader(at(0.5), 811))
    const contrast = await screen()
    const { x, y, width, height } = part('bar').getBoundingClientRect()
    const middle = y + height / 2
    expect(contrast(new DOMRect(x + width * 0.4, middle, width * 0.2, 1))).toBeGreaterThanOrEqual(3)
    expect(contrast(new DOMRect(x + width * 0.9, y - 2, 2, height + 4))).toBeGreaterThanOrEqual(3)
  })
  test('the icon of an error, the main button and × are visible', async () => {
    await forced()
    const { part } = mount(testUploader(failed))
    const contrast = await screen()
    const icon = part('message').querySelector('svg')
    if (icon === null) throw new Error('no icon')
    expect(contrast(icon.getBoundingClientRect())).toBeGreaterThanOrEqual(3)
    expect(contrast(edge(part('primary')))).toBeGreaterThanOrEqual(3)
    expect(contrast(part('remove').getBoundingClientRect())).toBeGreaterThanOrEqual(3)
  })
  test.each([
    [41, 'card'],
    [842, 'card'],
    [41, 'compact'],
  ] as const)(
    'the main button is filled, the countdown of %i s in a %s has no border of a button, and × is as high as other buttons',
    async (left, variant) => {
      await forced()
      const { part, find } = mount(testUploader({ status: 'ready', image, link }, left), {
        variant,
      })
      const contrast = await screen()
      // From the padding of a button across its edge to the background beside it.
      expect(contrast(inside(part('primary')))).toBeLessThan(1.1)
      expect(contrast(edge(part('primary'), 2))).toBeGreaterThanOrEqual(3)
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.cssText = 'color: Highlight; forced-color-adjust: none'
      expect(getComputedStyle(part('primary')).backgroundColor).toBe(getComputedStyle(probe).color)
      probe.remove()
      const others = [find('trigger'), find('remove')].filter((button) => button !== null)
      for (const other of others) {
        expect(getComputedStyle(other).backgroundColor).not.toBe(
          getComputedStyle(part('primary')).backgroundColor,
        )
      }
      expect(getComputedStyle(part('validity'))).toMatchObject({
        borderTopWidth: '0px',
        outlineStyle: 'none',
        boxShadow: 'none',
      })
      expect(contrast(edge(part('validity'), 2))).toBeLessThan(1.1)
      expect(part('remove').offsetHeight).toBe(part('primary').offsetHeight)
    },
  )
  test('the overlay of a drag is visible', async () => {
    await forced()
    const dragged = looks.filter(({ drag, state }) => drag !== undefined && state.status === 'idle')
    for (const look of dragged) {
      const [root] = each({}, 440, (one) => one, [look])
      const overlay = root?.querySelector('[data-part=overlay]')
      const icon = overlay?.querySelector('svg')
      if (!overlay || !icon) throw new Error(`nothing over it: ${look.name}`)
      const contrast = await screen()
      expect(contrast(edge(overlay)), look.name).toBeGreaterThanOrEqual(3)
      expect(contrast(icon.getBoundingClientRect()), look.name).toBeGreaterThanOrEqual(3)
      cleanup()
    }
  })
})

describe('right to left', () => {
  test.each([en, ko])(
    'in a narrow box, dimensions in $locale are below the name, without a dot, and not below ×',
    (messages) => {
      document.documentElement.dir = 'rtl'
      const { part } = mount(testUploader({ status: 'ready', image, link }, 842), { messages }, 304)
      const name = part('name').querySelector('bdi')?.getBoundingClientRect()
      const lines = [...part('meta').children].map((line) => ({
        right: Math.round(line.getBoundingClientRect().right),
        clear: line.getBoundingClientRect().left > part('remove').getBoundingClientRect().right,
        dot: getComputedStyle(line, '::before').display,
      }))
      document.documentElement.dir = ''
      const right = Math.round(name?.right ?? Number.NaN)
      expect(lines).toEqual([
        { right, clear: true, dot: 'none' },
        { right, clear: true, dot: 'none' },
      ])
    },
  )
  test('the bar fills from the right, and the name keeps its own direction', () => {
    document.documentElement.dir = 'rtl'
    const { part } = mount(testUploader(at(0.4), 811))
    for (const animation of document.getAnimations()) animation.finish()
    const [bar, fill] = [
      part('bar').getBoundingClientRect(),
      part('bar').querySelector('i')?.getBoundingClientRect(),
    ]
    document.documentElement.dir = ''
    expect(fill?.right).toBeCloseTo(bar.right, 0)
    expect((fill?.width ?? Number.NaN) / bar.width).toBeCloseTo(0.4, 2)
    expect(part('name').querySelector('bdi')?.textContent).toBe('street-market.jpg')
  })
})
