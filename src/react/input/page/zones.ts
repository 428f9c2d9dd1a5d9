type Bag = Record<string, unknown>

/**
 * Watches what the listeners of the host app do with one drag event, to find out whether a drop
 * zone wants it. `defaultPrevented` alone does not answer that, because many pages prevent every
 * drag event to keep the browser from opening files. A listener belongs to a zone if it prevents
 * the event on an element, or sets `dropEffect`; one that prevents on a page-wide node belongs to a
 * guard.
 * @param pageWide Window, document, `<html>` and `<body>`.
 * @param preventNow Prevents the event immediately; this call does not count.
 * @returns a function that tells whether a zone wants what is dragged. Call it once, after all
 * listeners have run; it also ends the watching.
 */
export function noteZones(
  event: DragEvent,
  data: DataTransfer,
  pageWide: readonly EventTarget[],
  preventNow: boolean,
): () => boolean {
  const elements = event.composedPath().filter((node) => !pageWide.includes(node))
  const guards: EventTarget[] = []
  const pageNode = () => pageWide.find((node) => node === event.currentTarget)
  let isWanted = false
  const prevent = event.preventDefault.bind(event)
  if (preventNow) prevent()
  event.preventDefault = () => {
    prevent()
    const node = pageNode()
    if (node === undefined) isWanted = true
    else guards.push(node)
  }
  // A page-wide guard may set 'move' to change the cursor (`preventUnhandled` of
  // pragmatic-drag-and-drop); zones for files set 'copy'.
  const isGuard = (effect: string) =>
    effect === 'move' && event.eventPhase === Event.BUBBLING_PHASE && pageNode() !== undefined
  const stop = onDropEffect(data, (effect) => {
    if (effect !== 'none' && !isGuard(effect)) isWanted = true
  })
  return () => {
    stop()
    if (isWanted) return true
    const { type } = event
    if (
      event.defaultPrevented &&
      !preventNow &&
      elements.some((node) => isFunction(node, `on${type}`))
    )
      return true
    return (
      guards.some(isReactContainer) &&
      elements.some((node) => isFunction(reactProps(node), REACT_NAMES[type] ?? ''))
    )
  }
}

/**
 * Calls `note` for each assignment to `dropEffect`. Comparing values would miss an assignment of
 * the same value.
 * @returns a function that restores the property.
 */
function onDropEffect(data: DataTransfer, note: (effect: string) => void): () => void {
  const own = Object.getOwnPropertyDescriptor(data, 'dropEffect')
  if (own?.configurable === false) return () => undefined
  const { get, set } =
    own ?? Object.getOwnPropertyDescriptor(Object.getPrototypeOf(data), 'dropEffect') ?? {}
  let value: unknown = own?.value
  Object.defineProperty(data, 'dropEffect', {
    configurable: true,
    get: () => (get === undefined ? value : get.call(data)) as unknown,
    set(effect: string) {
      value = effect
      set?.call(data, effect)
      note(effect)
    },
  })
  return () => {
    if (own === undefined) Reflect.deleteProperty(data, 'dropEffect')
    else Object.defineProperty(data, 'dropEffect', 'value' in own ? { ...own, value } : own)
  }
}

const isFunction = (owner: unknown, name: string): boolean =>
  typeof (owner as Bag | undefined)?.[name] === 'function'

const REACT_NAMES: Bag & Record<string, string> = {
  dragenter: 'onDragEnter',
  dragover: 'onDragOver',
  drop: 'onDrop',
}

const keyOf = (node: EventTarget, prefix: string) =>
  Object.keys(node).find((key) => key.startsWith(prefix))

/**
 * Whether React calls its handlers on this node. It calls the handlers of all elements on the
 * container of their root or portal. If that container is the document or `<body>`, a zone looks
 * like a guard, and only the presence of a handler on an element shows the zone. React marks the
 * container of a root, and every node that it listens on; it always listens on the document.
 */
const isReactContainer = (node: EventTarget): boolean =>
  keyOf(node, '__reactContainer$') !== undefined ||
  ('tagName' in node && keyOf(node, '_reactListening') !== undefined)

function reactProps(node: EventTarget): unknown {
  const key = keyOf(node, '__reactProps$')
  return key === undefined ? undefined : (node as unknown as Bag)[key]
}
