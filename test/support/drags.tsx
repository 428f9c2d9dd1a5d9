/**
 * Shared by the tests of the page around the uploader: drags as browsers send them, and listeners
 * and elements of the host app.
 */
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import { act, dragData, fireDrag, testUploader, type TestUploader } from './look.js'
import type { LookProps } from '../../src/react/props.js'
import { SearchImageUploader } from '../../src/react/SearchImageUploader.js'

export const png = new File(['png'], 'a.png', { type: 'image/png' })

const leaves: (() => void)[] = []
afterEach(() => {
  cleanup()
  for (const leave of leaves.splice(0)) leave()
})

/** Adds a listener of the host app until the end of the test. */
export function listen(
  node: EventTarget,
  type: string,
  run: (event: DragEvent) => void,
  capture = false,
): void {
  node.addEventListener(type, run as EventListener, capture)
  leaves.push(() => node.removeEventListener(type, run as EventListener, capture))
}

/**
 * Adds a drop zone of the host app: prevents the drag events of a node, calls `each` for each event
 * and `take` for the drop.
 */
export function handle(
  node: EventTarget,
  capture: boolean,
  take: () => void,
  each: (event: DragEvent) => void = () => undefined,
): void {
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const run = (event: DragEvent) => {
      event.preventDefault()
      each(event)
      if (type === 'drop') take()
    }
    listen(node, type, run, capture)
  }
}

/** Adds an element of the host app until the end of the test. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parent: Element = document.body,
): HTMLElementTagNameMap[K] {
  const made = parent.appendChild(document.createElement(tag))
  leaves.push(() => made.remove())
  return made
}

export function mount(
  look: LookProps = {},
  around: (uploader: ReactNode) => ReactNode = (uploader) => uploader,
) {
  const control = testUploader()
  const view = render(around(<SearchImageUploader control={control} {...look} />))
  return { control, view }
}

/** How many selections the uploader received. */
export const selections = ({ calls }: TestUploader): number =>
  calls.filter(([method]) => method === 'select').length

export const cover = (tree: ParentNode = document): HTMLElement | null =>
  tree.querySelector('[data-part=page]')

export function partOf(tree: ParentNode, name: string): HTMLElement {
  const part = tree.querySelector<HTMLElement>(`[data-part=${name}]`)
  if (part === null) throw new Error(`no ${name}`)
  return part
}

/** Resolves when the event is over and react-dropzone has passed its files on. */
const afterEvent = () => act(() => new Promise((resolve) => setTimeout(resolve)))

function recordDropEffect(data: DataTransfer): () => string | undefined {
  let last: string | undefined
  const record = (effect: string) => {
    last = effect
  }
  Object.defineProperty(data, 'dropEffect', {
    configurable: true,
    get: () => last ?? 'none',
    set: record,
  })
  return () => last
}

export interface Over {
  readonly prevented: boolean
  /**
   * The effect that the listeners of `dragover` set last. A `DataTransfer` from a script does not
   * keep it.
   */
  readonly dropEffect: string | undefined
  readonly covered: boolean
}

/** Enters an element and moves over it, as browsers do. */
export async function dragOver(target: EventTarget, data = dragData(png)): Promise<Over> {
  fireDrag('dragenter', target, data)
  const effect = recordDropEffect(data)
  const over = fireDrag('dragover', target, data)
  await afterEvent()
  return { prevented: over.defaultPrevented, dropEffect: effect(), covered: cover() !== null }
}

/** The same, and drops. */
export async function drag(
  target: EventTarget,
  data = dragData(png),
): Promise<Over & { readonly dropPrevented: boolean }> {
  const over = await dragOver(target, data)
  const drop = fireDrag('drop', target, data)
  await afterEvent()
  return { ...over, dropPrevented: drop.defaultPrevented }
}
