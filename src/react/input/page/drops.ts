import { DragTargets } from '../dragTargets.js'
import { carriesFiles, selectionOf } from '../transfer.js'
import type { Member } from '../usePageInput.js'
import { atNext } from './listen.js'
import { membersThat, type Page } from './members.js'
import { isFileInput } from './targets.js'
import { noteZones } from './zones.js'

/** An event whose listeners have not all run. */
interface Pending {
  readonly event: DragEvent
  readonly data: DataTransfer
  readonly member: Member
  readonly isWanted: () => boolean
}

/**
 * Takes what is dropped on the page and no zone of it wants, for the uploader with `dropOnPage`
 * that was mounted last.
 */
export class Drops {
  readonly #page: Page
  readonly #targets = new DragTargets()
  #pending: Pending | undefined
  /** Whose cover is up. */
  #inviting: Member | undefined
  /** Whether a zone wanted what was dragged over it last. */
  #isWanted = false
  #isDragging = false

  constructor(page: Page) {
    this.#page = page
  }

  /** In the capture phase, before the page's own listeners. */
  readonly first = (event: DragEvent): void => {
    const { type, target } = event
    this.#pending = undefined
    if (type === 'dragenter') {
      this.#begin()
      if (this.#targets.enter(target)) this.#watch(event, false)
    } else if (type === 'dragover') this.#over(event)
    else if (type === 'dragleave') {
      if (this.#targets.leave(target)) this.#end()
    } else {
      const [isInviting, isWanted] = [this.#inviting !== undefined, this.#isWanted]
      this.#end()
      // What the cover invites never opens in a tab, also where a listener stops the drop.
      if (!isWanted) this.#watch(event, isInviting)
    }
  }

  #over(event: DragEvent): void {
    // Until all listeners have run: one that stops the event wants what is dragged.
    this.#isWanted = true
    if (this.#watch(event, false))
      this.#page.view.setTimeout(() => this.#pending?.event === event && this.#invite(undefined))
    else this.#invite(undefined)
  }

  /** Notes what the page does with the event, if an uploader would take it. */
  #watch(event: DragEvent, preventNow: boolean): boolean {
    const data = event.dataTransfer
    const member = membersThat(this.#page, (one) => one.dropOnPage && one.isEnabled()).at(-1)
    if (
      !data ||
      !member ||
      !carriesFiles(data) ||
      this.#page.ownDrag !== undefined ||
      isFileInput(event)
    )
      return false
    const nodes = this.#nodes()
    this.#pending = {
      event,
      data,
      member,
      isWanted: noteZones(event, data, [this.#page.view, ...nodes], preventNow),
    }
    for (const node of nodes) {
      node.removeEventListener(event.type, this.#lastOnNode)
      node.addEventListener(event.type, this.#lastOnNode)
    }
    return true
  }

  /** Guards may stop the event: whichever of these it reaches last decides. */
  readonly #lastOnNode = (event: Event) => event.cancelBubble && this.last(event as DragEvent)

  /**
   * Without those that a host has taken out, as a React root on the document does when it is
   * unmounted.
   */
  #nodes(): EventTarget[] {
    const { document } = this.#page.view
    const nodes: (EventTarget | null)[] = [document.body, document.documentElement, document]
    return nodes.filter((node) => node !== null)
  }

  /** After the page's own listeners. @returns whether the uploader takes what is dragged. */
  readonly last = (event: DragEvent): boolean => {
    if (this.#pending?.event !== event) return false
    const { data, member, isWanted } = this.#pending
    this.#pending = undefined
    if (isWanted()) {
      this.#invite(undefined)
      return false
    }
    if (event.type === 'drop') member.take(selectionOf(data))
    else this.#invite(member, data)
    if (event.type === 'dragenter') return true
    this.#isWanted = false
    event.preventDefault()
    data.dropEffect = 'copy'
    return true
  }

  #invite(member: Member | undefined, data: DataTransfer | null = null): void {
    if (this.#inviting?.rootRef !== member?.rootRef) this.#inviting?.showDrag(null)
    this.#inviting = member
    member?.showDrag(data)
  }

  /**
   * No pointer moves while something is dragged: where no other event ends a drag, the next move
   * does.
   */
  #begin(): void {
    if (!this.#isDragging)
      atNext(this.#page.view, ['drop', 'dragend', 'pointermove'], () => this.#end())
    this.#isDragging = true
  }

  #end(): void {
    this.#isDragging = false
    this.#isWanted = false
    this.#targets.clear()
    this.#invite(undefined)
    for (const { endDrag } of membersThat(this.#page, () => true)) endDrag()
  }

  readonly close = (): void => {
    for (const node of this.#nodes())
      for (const type of ['dragenter', 'dragover', 'drop'])
        node.removeEventListener(type, this.#lastOnNode)
  }
}
