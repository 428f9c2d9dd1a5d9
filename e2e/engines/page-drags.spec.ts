/**
 * Drags over the page around the uploader, and pastes, in every engine. A script dispatches the
 * events with a DataTransfer that contains a real file: only Chromium's protocol can drag a file
 * from the system (`page-drags.spec.ts`).
 */
import { readFileSync } from 'node:fs'
import { expect, imageFile, test, until, type Drive } from '../fixtures.ts'

const base64 = readFileSync(imageFile('png/rgb8.png'), 'base64')

interface Fired {
  readonly prevented: boolean
  /**
   * The `dropEffect` that listeners set last; a DataTransfer that a script created does not keep
   * it.
   */
  readonly dropEffect: string | null
}

/** Dispatches the events in order on the same element. Returns the last one. */
const fire = (
  drive: Drive,
  css: string,
  ...types: ('dragenter' | 'dragover' | 'drop' | 'paste')[]
): Promise<Fired> =>
  drive.evaluate(
    (given) => {
      const data = new DataTransfer()
      data.items.add(
        new File([Uint8Array.from(atob(given.base64), (char) => char.charCodeAt(0))], 'a.png', {
          type: 'image/png',
        }),
      )
      let dropEffect: string | undefined
      Object.defineProperty(data, 'dropEffect', {
        configurable: true,
        get: () => dropEffect,
        set: (effect: string) => {
          dropEffect = effect
        },
      })
      let prevented = false
      for (const type of given.types) {
        const init = { bubbles: true, cancelable: true, composed: true }
        const event =
          type === 'paste'
            ? new ClipboardEvent(type, init)
            : new DragEvent(type, { ...init, dataTransfer: data })
        // Firefox's constructor accepts none.
        if (type === 'paste') Object.defineProperty(event, 'clipboardData', { value: data })
        prevented = document.querySelector(given.css)?.dispatchEvent(event) === false
      }
      return { prevented, dropEffect: dropEffect ?? null }
    },
    { base64, css, types },
  )

/**
 * Mounts, adds elements of the host app, and waits for the page-level code, which loads after the
 * first paint.
 */
async function open(
  drive: Drive,
  url: string,
  props: { dropOnPage?: boolean; paste?: 'page' },
): Promise<void> {
  await drive.goto(url)
  await until(drive, () => document.documentElement.dataset.ready)
  await drive.evaluate((given) => {
    window.host.mount({ props: given })
    document.body.insertAdjacentHTML(
      'afterbegin',
      '<p id="free">free</p><p id="zone">zone</p><input id="search"><input id="box" type="checkbox">',
    )
  }, props)
  await expect.poll(async () => (await fire(drive, '#free', 'dragover')).prevented).toBe(true)
}

const selected = (drive: Drive) =>
  drive.evaluate(() => window.host.log.filter(({ event }) => event === 'onImageSelect').length)
const isCovered = (drive: Drive) =>
  drive.evaluate(() => document.querySelector('[data-part=page]') !== null)

test('a page-wide drop target of the host app gets its file; an unhandled file does not open', async ({
  drive,
  backend,
}) => {
  await open(drive, backend.url, {})
  expect(await fire(drive, '#free', 'dragover')).toEqual({ prevented: true, dropEffect: 'none' })
  expect((await fire(drive, '#free', 'drop')).prevented).toBe(true)
  await drive.evaluate(() => addEventListener('dragover', (event) => event.preventDefault()))
  expect(await fire(drive, '#free', 'dragenter', 'dragover')).toEqual({
    prevented: true,
    dropEffect: null,
  })
  expect(await selected(drive)).toBe(0)
})

test('dropOnPage with a guard and a zone: the cover appears and disappears, a drop on a text field is accepted', async ({
  drive,
  backend,
}) => {
  await open(drive, backend.url, { dropOnPage: true })
  await drive.evaluate(() => {
    for (const type of ['dragover', 'drop']) {
      document.addEventListener(type, (event) => event.preventDefault())
      document.querySelector('#zone')?.addEventListener(type, (event) => {
        event.preventDefault()
        event.stopPropagation()
      })
    }
  })
  await fire(drive, '#free', 'dragenter', 'dragover')
  await expect.poll(() => isCovered(drive)).toBe(true)
  await fire(drive, '#zone', 'dragenter', 'dragover')
  await expect.poll(() => isCovered(drive)).toBe(false)
  await fire(drive, '#free', 'dragenter', 'dragover')
  await expect.poll(() => isCovered(drive)).toBe(true)
  await fire(drive, '#zone', 'drop')
  await expect.poll(() => isCovered(drive)).toBe(false)
  expect(await selected(drive)).toBe(0)

  expect(await fire(drive, '#search', 'dragenter', 'dragover')).toEqual({
    prevented: true,
    dropEffect: 'copy',
  })
  await expect.poll(() => isCovered(drive)).toBe(true)
  expect((await fire(drive, '#search', 'drop')).prevented).toBe(true)
  await expect.poll(() => isCovered(drive)).toBe(false)
  await expect.poll(() => selected(drive)).toBe(1)
})

test('a page-wide paste is accepted after a click on a checkbox, and left to a text field', async ({
  drive,
  backend,
}) => {
  await open(drive, backend.url, { paste: 'page' })
  expect((await fire(drive, '#search', 'paste')).prevented).toBe(false)
  expect(await selected(drive)).toBe(0)
  await drive.click('#box')
  expect((await fire(drive, '#box', 'paste')).prevented).toBe(true)
  await expect.poll(() => selected(drive)).toBe(1)
})
