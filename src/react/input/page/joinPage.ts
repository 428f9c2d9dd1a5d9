import type { Member } from '../chooser.js'
import { carriesFiles, couldBeImage } from '../transfer.js'
import { Drops } from './drops.js'
import { atNext, listenFirst, listenLast } from './listen.js'
import { membersThat, type Page } from './members.js'
import { paste } from './paste.js'
import { isFileInput, isItem, takesText } from './targets.js'

const pages = new WeakMap<Window, Page & { readonly close: () => void }>()

/**
 * Lets this uploader receive pastes and drops on the page, and guards the page. All uploaders of a
 * window share one set of listeners.
 * @returns a function that undoes it.
 */
export function joinPage(view: Window, member: { readonly current: Member }): () => void {
  const page = pages.get(view) ?? openPage(view)
  page.members.add(member)
  return () => {
    member.current.showDrag(null)
    member.current.endDrag()
    page.members.delete(member)
    if (page.members.size > 0) return
    page.close()
    pages.delete(view)
  }
}

/**
 * Whether a drag over an uploader could be for it: it carries files, a link or text, and is not an
 * item of the host app.
 */
export function isForUploader({
  dataTransfer,
  currentTarget,
}: {
  dataTransfer: DataTransfer
  currentTarget: Element
}): boolean {
  const view = currentTarget.ownerDocument.defaultView
  return couldBeImage(dataTransfer, view !== null && pages.get(view)?.ownDrag === 'item')
}

function openPage(view: Window) {
  const page: Page = { view, members: new Set() }
  const drops = new Drops(page)
  const stops = [
    listenLast(view, 'paste', (event) => paste(event, page)),
    listenFirst(view, 'dragstart', (event) => noteOwnDrag(event, page)),
    ...(['dragenter', 'dragleave', 'dragover', 'drop'] as const).map((type) =>
      listenFirst(view, type, drops.first),
    ),
    listenLast(view, 'dragenter', drops.last),
    ...(['dragover', 'drop'] as const).map((type) =>
      listenLast(view, type, (event) => drops.last(event) || guard(event, page)),
    ),
    drops.close,
  ]
  const opened = Object.assign(page, { close: () => stops.forEach((stop) => stop()) })
  pages.set(view, opened)
  return opened
}

function noteOwnDrag(event: DragEvent, page: Page): void {
  page.ownDrag = isItem(event) ? 'item' : 'other'
  atNext(page.view, ['dragend', 'pointermove'], () => {
    page.ownDrag = undefined
  })
}

/**
 * Prevents the drop of a file that nothing takes, because the browser would open the file instead
 * of the page and the user would lose work. Text fields and file inputs are left to the browser. So
 * is a drag that began in this window, which never makes the browser leave the page.
 */
function guard(event: DragEvent, page: Page): void {
  const data = event.dataTransfer
  if (event.defaultPrevented || data === null || !carriesFiles(data) || page.ownDrag !== undefined)
    return
  if (takesText(event) || isFileInput(event) || membersThat(page, wantsGuard).length === 0) return
  event.preventDefault()
  data.dropEffect = 'none'
}

const wantsGuard = ({ guardPage, dropOnPage }: { guardPage: boolean; dropOnPage: boolean }) =>
  guardPage || dropOnPage
