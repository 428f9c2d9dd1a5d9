import { carriesFiles } from '../transfer.js'
import { membersThat, type Page } from './members.js'
import { isFileInput, takesText } from './targets.js'

/**
 * A file that is dropped where nothing takes it makes the browser leave the page, and the user's
 * work with it. Drops on text fields and file inputs are the browser's; a drag that began in this
 * window does not leave the page.
 */
export function guard(event: DragEvent, page: Page): void {
  const data = event.dataTransfer
  if (event.defaultPrevented || data === null || !carriesFiles(data) || page.ownDrag !== undefined)
    return
  if (takesText(event) || isFileInput(event) || membersThat(page, wantsGuard).length === 0) return
  event.preventDefault()
  data.dropEffect = 'none'
}

const wantsGuard = ({ guardPage, dropOnPage }: { guardPage: boolean; dropOnPage: boolean }) =>
  guardPage || dropOnPage
