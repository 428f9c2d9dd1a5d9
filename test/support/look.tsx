/**
 * Helpers of the component tests: an uploader whose state the test sets, and the component in a box
 * of a known width.
 */
import { act, cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import '../../src/styles/styles.css'
import type { UploadState } from '../../src/core/uploader/state.js'
import type { Uploader } from '../../src/core/uploader/uploader.js'
import { whenLatePartsLoaded } from '../../src/react/parts/useLateParts.js'
import { pageOverlay } from '../../src/react/input/usePageInput.js'
import type { LookProps } from '../../src/react/props.js'
import { SearchImageUploader } from '../../src/react/SearchImageUploader.js'
import { stubUploader } from '../../src/testing/stub/stub-uploader.js'

// A page has loaded these before the user acts; tests do not wait.
await Promise.all([whenLatePartsLoaded(), pageOverlay.whenLoaded()])

type Call = readonly [method: string, argument?: unknown]

export interface TestUploader extends Uploader {
  readonly calls: Call[]
  /** Shows another state, and the link's remaining seconds. */
  show(state: UploadState, remaining?: number): void
}

/** The public stub: it records the actions; the test sets its state. */
export function testUploader(
  initial: UploadState = { status: 'idle' },
  seconds: number | null = null,
): TestUploader {
  const calls: Call[] = []
  const listeners = new Set<() => void>()
  const frozen = (state: UploadState, remainingSeconds: number | null) =>
    stubUploader({ state, remainingSeconds, onCall: (...call) => void calls.push(call) })
  let stub = frozen(initial, seconds)
  return {
    ...stub,
    calls,
    show(next, left) {
      stub = frozen(next, left ?? null)
      act(() => {
        for (const listener of [...listeners]) listener()
      })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => stub.getSnapshot(),
    getRemainingSeconds: () => stub.getRemainingSeconds(),
  }
}

export interface Mounted {
  readonly control: TestUploader
  readonly root: HTMLElement
  part(name: string): HTMLElement
  find(name: string): HTMLElement | null
  rerender(props: LookProps): void
}

/** The whole component with a `testUploader`, in a box `width` pixels wide. */
export function mount(
  control: TestUploader,
  props: LookProps = {},
  width = 440,
  around = (children: ReactNode) => children,
): Mounted {
  const ui = (look: LookProps) => (
    <div style={{ inlineSize: width }}>
      {around(<SearchImageUploader control={control} {...look} />)}
    </div>
  )
  const view = render(ui(props))
  const find = (name: string) => view.container.querySelector<HTMLElement>(`[data-part=${name}]`)
  const part = (name: string) => {
    const found = find(name)
    if (found === null) throw new Error(`no ${name}`)
    return found
  }
  return { control, root: part('root'), part, find, rerender: (look) => view.rerender(ui(look)) }
}

export { act, cleanup }

export interface View {
  readonly control: TestUploader
  readonly props: LookProps
}

/**
 * Renders several at once, each `width` pixels wide, in `container` if it is given, such as a
 * shadow tree.
 */
export function mountAll(
  views: readonly View[],
  width: number,
  container?: HTMLElement,
): HTMLElement[] {
  const view = render(
    <main style={{ inlineSize: width }}>
      {views.map(({ control, props }, n) => (
        <SearchImageUploader key={n} control={control} {...props} />
      ))}
    </main>,
    container && { container },
  )
  return [...view.container.querySelectorAll<HTMLElement>('[data-part=root]')]
}

/** A 4:3 image. */
export async function drawPreview(): Promise<string> {
  const canvas = new OffscreenCanvas(320, 240)
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = '#3a7'
    context.fillRect(0, 0, 320, 240)
  }
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }))
}

/** Drags `items` over an element: a string is an item of that type, a file is a file. */
export function dragData(
  ...items: readonly (File | readonly [type: string, text: string])[]
): DataTransfer {
  const data = new DataTransfer()
  for (const item of items) {
    if (item instanceof File) data.items.add(item)
    else data.setData(item[0], item[1])
  }
  return data
}

export function fireDrag(type: string, target: EventTarget, dataTransfer: DataTransfer): DragEvent {
  const event = new DragEvent(type, {
    bubbles: true,
    cancelable: true,
    composed: true,
    dataTransfer,
  })
  act(() => void target.dispatchEvent(event))
  return event
}
