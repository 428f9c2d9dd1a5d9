import type { Page } from '@playwright/test'

export interface Dragged {
  /** Paths on disk, folders included. */
  files?: string[]
  items?: { mimeType: string; data: string }[]
}

/** Drags over an element and drops, as the system would: synthetic events cannot carry a folder. Chromium only. */
export async function dragOnto(page: Page, css: string, { files = [], items = [] }: Dragged): Promise<void> {
  const box = await page.locator(css).first().boundingBox()
  if (!box) throw new Error(`nothing to drop on: ${css}`)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items, files, dragOperationsMask: 1 }
  const cdp = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, ...at, data })
  await cdp.detach()
}
