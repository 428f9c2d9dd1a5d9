import type { CDPSession, Page } from '@playwright/test'

export interface Dragged {
  /** Paths on disk, folders included. */
  files?: string[]
  items?: { mimeType: string; data: string }[]
}

/** A running drag from the system. */
export interface Drag {
  /** Moves over the middle of an element. */
  over(css: string): Promise<void>
  /** Moves over an element and drops there. */
  drop(css: string): Promise<void>
  /**
   * Moves out of the window; Escape gives the page the same events. The protocol's `dragCancel`
   * sends none.
   */
  leave(): Promise<void>
}

/**
 * Drags as the system does: synthetic events cannot carry a folder, and their drops open nothing.
 * Chromium only.
 */
export async function dragging(
  page: Page,
  dragged: Dragged,
  during: (drag: Drag) => Promise<void>,
): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await during(start(cdp, page, dragged))
  await cdp.detach()
}

function start(cdp: CDPSession, page: Page, { files = [], items = [] }: Dragged): Drag {
  const data = { items, files, dragOperationsMask: 1 }
  let isOn = false
  const send = (type: 'dragEnter' | 'dragOver' | 'drop', at: { x: number; y: number }) =>
    cdp.send('Input.dispatchDragEvent', { type, ...at, data })
  const middleOf = async (css: string) => {
    const box = await page.locator(css).first().boundingBox()
    if (!box) throw new Error(`nothing to drop on: ${css}`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const over = async (css: string) => {
    const at = await middleOf(css)
    if (!isOn) await send('dragEnter', at)
    isOn = true
    // The first move over another element only enters it.
    await send('dragOver', at)
    await send('dragOver', at)
    return at
  }
  return {
    over: async (css) => void (await over(css)),
    async drop(css) {
      await send('drop', await over(css))
      isOn = false
    },
    async leave() {
      await send('dragOver', { x: -50, y: -50 })
      isOn = false
    },
  }
}

/** Drags over an element and drops. */
export const dragOnto = (page: Page, css: string, dragged: Dragged): Promise<void> =>
  dragging(page, dragged, (drag) => drag.drop(css))
