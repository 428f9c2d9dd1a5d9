import { DragTargets } from '../useDragTracker.js'
import { carriesFiles, selectionOf } from '../transfer.js'
import type { Member } from '../chooser.js'
import { atNext } from './listen.js'
import { membersThat, type Page } from './members.js'
import { isFileInput } from './targets.js'
import { noteZones } from './zones.js'

/** A drag event whose listeners have not all run yet. */
interface Pending {
  readonly event: DragEvent
  readonly data: DataTransfer
  readonly member: Member
  readonly isWanted: () => boolean
}

/**
 * Drops on the page that no drop zone of the host app takes. The uploader with `dropOnPage` that
 * was mounted last gets them.
 *
 * For each drag event, `first` runs before all listeners of the host app and `last` after them.
 * `first` starts to watch what those listeners do with the event (`noteZones`); `last` asks the
 * result. If no zone wants what is dragged, the uploader shows its cover and allows the drop, or
 * takes the files of a drop. A listener that stops the event keeps it from `last`: on `<body>`,
 * `<html>` and `document` it is taken for a guard, so `#lastOnNode` decides there; anywhere else it
 * is taken for a zone, and the uploader leaves the drag to it.
 */
export class Drops {
  readonly #page: Page
  readonly #targets = new DragTargets()
  #pending: Pending | undefined
  /** The uploader that shows its cover. */
  #inviting: Member | undefined
  /** Whether a zone wanted the most recent drag event. */
  #isWanted = false
  #isDragging = false

  constructor(page: Page) {
    this.#page = page
  }

  /** Runs in the capture phase, before the listeners of the host app. */
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
      // While the cover is shown, the browser must not open the file, also where a listener stops
      // the drop.
      if (!isWanted) this.#watch(event, isInviting)
    }
  }

  #over(event: DragEvent): void {
    // True until all listeners have run, because a listener that stops the event wants it.
    this.#isWanted = true
    if (this.#watch(event, false))
      this.#page.view.setTimeout(() => this.#pending?.event === event && this.#invite(undefined))
    else this.#invite(undefined)
  }

  /**
   * Starts to watch what the host app does with the event.
   * @returns whether an uploader would take what is dragged.
   */
  #watch(event: DragEvent, preventNow: boolean): boolean {
    const data = event.dataTransfer
    const member = membersThat(this.#page, (one) => one.dropOnPage && one.isEnabled()).at(-1)
    if (!data || !member || !carriesFiles(data)) return false
    if (this.#page.ownDrag !== undefined || isFileInput(event)) return false
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

  /** A guard may stop the event on one of these nodes; the last node that it reaches decides. */
  readonly #lastOnNode = (event: Event) => event.cancelBubble && this.last(event as DragEvent)

  /**
   * The nodes on which page-wide guards listen. `<body>` and `<html>` may be missing: a React root
   * on the document removes them when it is unmounted.
   */
  #nodes(): EventTarget[] {
    const { document } = this.#page.view
    const nodes: (EventTarget | null)[] = [document.body, document.documentElement, document]
    return nodes.filter((node) => node !== null)
  }

  /**
   * Runs after the listeners of the host app.
   * @returns whether the uploader takes what is dragged.
   */
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
   * Ends the drag at its last event. Some drags end without one; the next `pointermove` ends those,
   * because browsers send none during a drag.
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
