/** By shape: elements may be of another window. */
const targetOf = (event: Event): Partial<HTMLElement> | undefined => event.composedPath()[0]

/** Inputs that take no text, whatever is pasted or dropped. */
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

/** Whether an event goes to an element that takes text, also inside an open shadow tree. */
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
 * Whether a drag begins at an element with `draggable="true"`. Selected text is dragged by its text
 * node, whatever that stands in.
 */
export const isItem = (event: DragEvent): boolean =>
  targetOf(event)?.nodeType !== 3 &&
  event
    .composedPath()
    .some((node) => (node as Partial<Element>).getAttribute?.('draggable') === 'true')
