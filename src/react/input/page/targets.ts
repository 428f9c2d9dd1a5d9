/** Typed as partial, without `instanceof`: the element may belong to another window. */
const targetOf = (event: Event): Partial<HTMLElement> | undefined => event.composedPath()[0]

/** Types of inputs that take no text from a paste or a drop. */
const WITHOUT_TEXT = [
  'button',
  'checkbox',
  'color',
  'file',
  'hidden',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]
const TEXT_FIELDS = `:is(input:not(${WITHOUT_TEXT.map((type) => `[type=${type}]`).join()}), textarea):enabled:read-write`

/** Whether the target of an event takes text, also inside an open shadow tree. */
export function takesText(event: Event): boolean {
  const target = targetOf(event)
  if (target?.isContentEditable === true || target?.ownerDocument?.designMode === 'on') return true
  return (
    target?.matches?.(TEXT_FIELDS) === true ||
    target?.closest?.('[role=textbox], [role=searchbox]') != null
  )
}

export const isFileInput = (event: Event): boolean =>
  targetOf(event)?.matches?.('input[type=file]:enabled') === true

/**
 * Whether a drag begins at an element with `draggable="true"`. Selected text inside of such an
 * element is no item; its drag begins at a text node.
 */
export const isItem = (event: DragEvent): boolean =>
  targetOf(event)?.nodeType !== 3 &&
  event
    .composedPath()
    .some((node) => (node as Partial<Element>).getAttribute?.('draggable') === 'true')
