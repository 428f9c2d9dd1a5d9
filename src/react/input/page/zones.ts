type Bag = Record<string, unknown>

/**
 * Notes what the zones of the host do with one drag event while it is on its way.
 * `defaultPrevented` alone does not tell: many pages prevent everywhere, so that no file opens. A
 * zone is an element that prevents, or it sets `dropEffect`; what `pageWide` nodes prevent is a
 * guard.
 * @param preventNow Prevents at once, unseen by the notes.
 * @returns whether a zone wants what is dragged; to be asked when all listeners have run.
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
  // A page-wide guard may say 'move' for the sake of the cursor (`preventUnhandled` of
  // pragmatic-drag-and-drop); files are copied.
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
 * An assignment tells more than the value, which may have been the same before. @returns puts back
 * what was there.
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
 * React calls the handlers of elements at the container of their root or portal: where that is the
 * document or `<body>`, only the handler's presence tells a zone. React marks the container of a
 * root, and whatever it listens on; it always listens on the document.
 */
const isReactContainer = (node: EventTarget): boolean =>
  keyOf(node, '__reactContainer$') !== undefined ||
  ('tagName' in node && keyOf(node, '_reactListening') !== undefined)

function reactProps(node: EventTarget): unknown {
  const key = keyOf(node, '__reactProps$')
  return key === undefined ? undefined : (node as unknown as Bag)[key]
}
