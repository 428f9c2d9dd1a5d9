// The uploader in popovers and dialogs of other packages: it is wide enough, and Escape closes the
// dialog.
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { page, userEvent } from 'vitest/browser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadOverlay } from '../../fixtures/host-dialogs/index.js'
import type { OverlayName } from '../../fixtures/host-dialogs/names.js'
import { rejectionError } from '../../../src/core/errors.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import { act, cleanup, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

const DIALOGS: readonly OverlayName[] = [
  'Radix Popover',
  'Radix Dialog',
  'MUI Popover',
  'MUI Dialog',
  'antd Popover',
  'antd Modal',
]

const VARIANTS = ['card', 'compact'] as const

const image = {
  source: { name: 'shoe.jpg', type: 'image/jpeg', bytes: 9 },
  type: 'image/jpeg',
  width: 800,
  height: 600,
}
const link = { assetFileKey: 'images/shoe.jpg', expiresAt: Date.now() + 900_000 }
const uploading: UploadState = {
  status: 'uploading',
  image,
  link,
  progress: { loaded: 3, total: 9, fraction: 0.3 },
}
const rejection = rejectionError('too-small', {
  name: 'icon.png',
  width: 180,
  height: 240,
  minWidth: 224,
  minHeight: 224,
})

beforeEach(() => page.viewport(1000, 700))
afterEach(cleanup)

const rootIn = () => document.querySelector<HTMLElement>('[data-part=root]')

async function open(name: OverlayName, children: ReactNode): Promise<void> {
  const Overlay = await loadOverlay(name)
  render(<Overlay scheme="light">{children}</Overlay>)
}

/** What is wrong with the box; nothing once the dialog is at its final place. */
function faultsOf(
  box: DOMRect,
  width: readonly [least: number, most: number],
  height: readonly [least: number, most: number],
): string[] {
  const faults: string[] = []
  if (box.width < width[0] || box.width > width[1]) faults.push(`${box.width} px wide`)
  if (box.height < height[0] || box.height > height[1]) faults.push(`${box.height} px high`)
  if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
    faults.push(`outside: ${JSON.stringify(box)}`)
  return faults
}

describe.each(DIALOGS)('%s', (name) => {
  test.each(VARIANTS)(
    '%s has a width of its own, on a phone as well, and lies inside of the page',
    async (variant) => {
      const [own, height] =
        variant === 'card' ? ([352, [200, 300]] as const) : ([256, [56, 130]] as const)
      // Opened again for each page width, because libraries follow a change of it differently.
      const pages = [
        { size: [1000, 700], widths: [own, 600] },
        { size: [360, 640], widths: [220, 328] },
      ] as const
      for (const { size, widths } of pages) {
        await page.viewport(size[0], size[1])
        for (const state of [{ status: 'idle' }, uploading] as const) {
          await open(name, <SearchImageUploader control={testUploader(state)} variant={variant} />)
          await expect
            .poll(() =>
              faultsOf(rootIn()?.getBoundingClientRect() ?? new DOMRect(), widths, height),
            )
            .toEqual([])
          cleanup()
        }
      }
    },
  )

  async function closeByEscape(): Promise<void> {
    const inside = document.querySelector<HTMLElement>('[data-part=surface] button, #plain')
    act(() => inside?.focus())
    expect(document.activeElement).toBe(inside)
    await userEvent.keyboard('{Escape}')
    await expect
      .poll(() => inside?.isConnected && inside.checkVisibility({ visibilityProperty: true }))
      .toBe(false)
  }

  test('Escape closes it, with a plain button inside as with an upload, and the upload continues', async () => {
    await open(
      name,
      <button type="button" id="plain">
        Plain
      </button>,
    )
    await closeByEscape()
    cleanup()
    for (const variant of VARIANTS) {
      for (const state of [uploading, { ...uploading, rejection }]) {
        const control = testUploader(state)
        await open(name, <SearchImageUploader control={control} variant={variant} />)
        await closeByEscape()
        expect(control.calls).toEqual([])
        cleanup()
      }
    }
  })

  test('once it is closed, Escape works in an uploader outside of it: first on the rejection, then on the upload', async () => {
    const control = testUploader({ ...uploading, rejection })
    render(<SearchImageUploader control={control} />)
    const Overlay = await loadOverlay(name)
    render(<Overlay scheme="light">Nothing of ours</Overlay>).unmount()
    act(() => document.querySelector<HTMLElement>('[data-part=surface] button')?.focus())
    await userEvent.keyboard('{Escape}')
    expect(rootIn()?.textContent).not.toContain('icon.png')
    expect(control.calls).toEqual([])
    await userEvent.keyboard('{Escape}')
    expect(control.calls).toEqual([['cancel']])
  })
})
