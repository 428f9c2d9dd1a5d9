/** Finds text that a user cannot read: text that is cut off, and text that overlaps other text. */

/** Kept for screen readers. */
const UNSEEN = '[data-hidden], [role=status], [role=alert], [data-part=overlay], [data-part=camera]'
/**
 * Texts that may be cut: the name is shortened in the middle, which has a test of its own. In one
 * row the percentage replaces speed and time.
 */
const SHORTENED =
  '[data-part=name], [data-variant=compact] [data-line] > :is([data-speed], [data-left])'

export interface Piece {
  readonly text: string
  readonly element: Element
  readonly boxes: readonly DOMRect[]
}

/** How the style sheet hides text that screen readers still read. */
const isClipped = (element: Element | null): boolean =>
  element !== null &&
  !element.matches('.siu') &&
  (getComputedStyle(element).clipPath === 'inset(50%)' || isClipped(element.parentElement))

/** Every text that users should read, and the boxes of its lines. */
export function textsIn(root: Element): Piece[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const pieces: Piece[] = []
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const element = node.parentElement
    if (
      element === null ||
      node.data.trim() === '' ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      continue
    if (element.closest(UNSEEN) !== null || isClipped(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
    pieces.push({ text: node.data, element, boxes })
  }
  return pieces
}

/** How far a box extends beyond another one, in px. */
const beyond = (box: DOMRect, frame: DOMRect) =>
  Math.max(
    frame.left - box.left,
    box.right - frame.right,
    frame.top - box.top,
    box.bottom - frame.bottom,
  )

/** Half the leading may be cut without cutting a letter. */
const SLACK = 3

/** The ancestors that clip their content, with their boxes. */
type Frame = readonly [element: Element, box: DOMRect]

const framesOf = (root: Element): Frame[] =>
  [root, ...root.querySelectorAll('*')]
    .filter((element) => getComputedStyle(element).overflow !== 'visible')
    .map((element) => [element, element.getBoundingClientRect()])

const around = (element: Element, frames: readonly Frame[]) =>
  frames.filter(([frame]) => frame.contains(element)).map(([, box]) => box)

const isCut = ({ element, boxes }: Piece, frames: readonly Frame[]): boolean =>
  boxes.length === 0 ||
  around(element, frames).some((frame) => boxes.some((box) => beyond(box, frame) > SLACK))

export function cutTexts(root: Element): string[] {
  const frames = framesOf(root)
  return textsIn(root)
    .filter((piece) => piece.element.closest(SHORTENED) === null && isCut(piece, frames))
    .map(({ text }) => text)
}

const overlap = (a: DOMRect, b: DOMRect) => {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return width > 2 && height > SLACK
}

/** The part of a box that its clipping ancestors show. */
function shown(box: DOMRect, frames: readonly DOMRect[]): DOMRect {
  let { left, top, right, bottom } = box
  for (const frame of frames) {
    left = Math.max(left, frame.left)
    top = Math.max(top, frame.top)
    right = Math.min(right, frame.right)
    bottom = Math.min(bottom, frame.bottom)
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
}

/** Texts that overlap each other or a button that is not theirs. */
export function overlaps(root: Element): string[] {
  const frames = framesOf(root)
  const texts = textsIn(root).map(({ text, element, boxes }) => ({
    name: text,
    element,
    boxes: boxes.map((box) => shown(box, around(element, frames))),
  }))
  const buttons = [...root.querySelectorAll('button')]
    .filter((button) => button.checkVisibility({ visibilityProperty: true }))
    .map((button) => ({
      name: `button ${button.dataset.part}`,
      element: button as Element,
      boxes: [button.getBoundingClientRect()],
    }))
  const all = [...texts, ...buttons]
  return all.flatMap((one, n) =>
    all
      .slice(n + 1)
      .filter(
        (other) => !other.element.contains(one.element) && !one.element.contains(other.element),
      )
      .filter((other) => one.boxes.some((a) => other.boxes.some((b) => overlap(a, b))))
      .map((other) => `${one.name} | ${other.name}`),
  )
}

/** Words that continue in the next line, except names and words that are longer than a line. */
export function brokenWords(root: Element): string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const broken: string[] = []
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const element = node.parentElement
    if (
      !element?.checkVisibility({ visibilityProperty: true }) ||
      element.closest(`${UNSEEN}, [data-part=name]`) ||
      isClipped(element)
    )
      continue
    for (const { 0: word, index } of node.data.matchAll(/[^\s\-.…]+/g)) {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0)
      const whole = boxes.reduce((sum, { width }) => sum + width, 0)
      const room =
        element.closest('[data-part=hint], [data-part=body], [data-part=meta], button')
          ?.clientWidth ?? 0
      if (new Set(boxes.map(({ top }) => Math.round(top))).size > 1 && whole < room)
        broken.push(word)
    }
  }
  return broken
}

/** Buttons that overlap the image. */
export function onPreview(root: Element): string[] {
  const preview = root.querySelector('[data-part=preview]')?.getBoundingClientRect()
  return [...root.querySelectorAll('button')]
    .filter(
      (button) =>
        preview &&
        button.checkVisibility({ visibilityProperty: true }) &&
        overlap(button.getBoundingClientRect(), preview),
    )
    .map((button) => `button ${button.dataset.part} on the image`)
}
