/**
 * What the tests of the page around the uploader share: drags as browsers send them, and listeners
 * and elements of the host.
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

/** A listener of the host, until the end of the test. */
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
 * Prevents a drag's events on a node of the host, does what `each` says, and calls `take` for the
 * drop.
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

/** An element of the host, until the end of the test. */
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

/** How many selections it was given. */
export const selections = ({ calls }: TestUploader): number =>
  calls.filter(([method]) => method === 'select').length

export const cover = (tree: ParentNode = document): HTMLElement | null =>
  tree.querySelector('[data-part=page]')

export function partOf(tree: ParentNode, name: string): HTMLElement {
  const part = tree.querySelector<HTMLElement>(`[data-part=${name}]`)
  if (part === null) throw new Error(`no ${name}`)
  return part
}

/** Until the event is over, and react-dropzone has handed its files over. */
const afterEvent = () => act(() => new Promise((resolve) => setTimeout(resolve)))

function recordDropEffect(data: DataTransfer): () => string | undefined {
  let last: string | undefined
  const record = (effect: string) => void (last = effect)
  Object.defineProperty(data, 'dropEffect', {
    configurable: true,
    get: () => last ?? 'none',
    set: record,
  })
  return () => last
}

export interface Over {
  readonly prevented: boolean
  /** What the listeners of `dragover` set last; a `DataTransfer` that a script made keeps none. */
  readonly dropEffect: string | undefined
  readonly covered: boolean
}

/** Enters and moves over an element, as browsers do. */
export async function dragOver(target: EventTarget, data = dragData(png)): Promise<Over> {
  fireDrag('dragenter', target, data)
  const effect = recordDropEffect(data)
  const over = fireDrag('dragover', target, data)
  await afterEvent()
  return { prevented: over.defaultPrevented, dropEffect: effect(), covered: cover() !== null }
}

/** And drops. */
export async function drag(
  target: EventTarget,
  data = dragData(png),
): Promise<Over & { readonly dropPrevented: boolean }> {
  const over = await dragOver(target, data)
  const drop = fireDrag('drop', target, data)
  await afterEvent()
  return { ...over, dropPrevented: drop.defaultPrevented }
}
