import { carriesFiles } from '../transfer.js'
import { membersThat, type Page } from './members.js'
import { isFileInput, takesText } from './targets.js'

/**
 * Prevents the drop of a file that nothing takes, because the browser would open the file instead
 * of the page and the user would lose work. Text fields and file inputs are left to the browser. So
 * is a drag that began in this window, which never makes the browser leave the page.
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
