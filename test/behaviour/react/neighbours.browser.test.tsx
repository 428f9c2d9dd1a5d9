// The uploader in host apps with drop zones and guards of their own.
import { render } from '@testing-library/react'
import { StrictMode, useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { DndProvider, useDrop } from 'react-dnd'
import { HTML5Backend, NativeTypes } from 'react-dnd-html5-backend'
import { useDropzone } from 'react-dropzone'
import { describe, expect, test, vi } from 'vitest'
import { dragData, fireDrag, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'
import {
  cover,
  drag,
  element,
  handle,
  listen,
  mount,
  partOf,
  png,
  selections,
} from '../../support/drags.js'

const NODES = {
  window: () => window,
  document: () => document,
  html: () => document.documentElement,
  body: () => document.body,
} as const
const nodes = Object.keys(NODES) as (keyof typeof NODES)[]
const phases = ['bubble', 'capture'] as const
const orders = ['before', 'after'] as const

describe('without `dropOnPage` the uploader does not disturb the drop zones of the host app', () => {
  const rows = nodes.flatMap((node) =>
    phases.flatMap((phase) => orders.map((order) => [node, phase, order] as const)),
  )
  test.each(rows)('a listener on %s, %s, added %s the uploader', async (node, phase, order) => {
    const take = vi.fn()
    const add = () => handle(NODES[node](), phase === 'capture', take)
    if (order === 'before') add()
    const { control } = mount()
    if (order === 'after') add()
    expect(await drag(element('div'))).toMatchObject({ prevented: true, dropEffect: undefined })
    expect(take).toHaveBeenCalledTimes(1)
    expect(control.calls).toEqual([])
  })
  test('a React drop zone, inside its root and in a portal', async () => {
    const take = vi.fn()
    const zone = (id: string) => (
      <div
        id={id}
        onDragOver={(event) => {
          event.preventDefault()
          event.dataTransfer.dropEffect = 'copy'
        }}
        onDrop={take}
      />
    )
    mount({}, (uploader) => (
      <>
        {uploader}
        {zone('inside')}
        {createPortal(zone('outside'), document.body)}
      </>
    ))
    for (const id of ['inside', 'outside'])
      expect(await drag(document.querySelector(`#${id}`) ?? document)).toMatchObject({
        dropEffect: 'copy',
      })
    expect(take).toHaveBeenCalledTimes(2)
  })
  test('a listener that another one adds during the event', async () => {
    mount()
    listen(
      window,
      'dragover',
      () => listen(window, 'dragover', (event) => event.preventDefault()),
      true,
    )
    expect(await drag(element('div'))).toMatchObject({ dropEffect: undefined })
  })
  test('a drop zone that stops the event', async () => {
    const zone = element('div')
    mount()
    handle(
      zone,
      false,
      () => undefined,
      (event) => event.stopImmediatePropagation(),
    )
    expect(await drag(zone)).toMatchObject({ dropEffect: undefined })
  })
})

describe('a file that nothing takes', () => {
  test.each([
    {},
    { dropOnPage: true, disabled: true },
    { dropOnPage: true, guardPage: false, readOnly: true },
  ])('is not opened by the browser: %o', async (look) => {
    const { control } = mount(look)
    expect(await drag(element('div'))).toEqual({
      prevented: true,
      dropPrevented: true,
      dropEffect: 'none',
      covered: false,
    })
    expect(control.calls).toEqual([])
  })
  test('is opened with `guardPage={false}`, as without the uploader', async () => {
    mount({ guardPage: false })
    expect(await drag(element('div'))).toEqual({
      prevented: false,
      dropPrevented: false,
      dropEffect: undefined,
      covered: false,
    })
  })
  test.each(['text', 'search', 'file'])(
    'is left to <input type=%s>, as it is without the uploader',
    async (type) => {
      mount()
      const input = Object.assign(element('input'), { type })
      expect(await drag(input)).toMatchObject({ prevented: false, dropPrevented: false })
    },
  )
  test('is not guarded if it is an image that is dragged from the page itself', async () => {
    mount({ dropOnPage: true })
    const img = element('img')
    fireDrag('dragstart', img, dragData(png))
    expect(await drag(element('div'))).toMatchObject({ prevented: false, covered: false })
    fireDrag('dragend', img, dragData(png))
    expect(await drag(element('div'))).toMatchObject({ covered: true })
  })
})

/** Code of host apps that prevents every drag event, as a guard or for other reasons. */
const Avatar = ({ onDrop }: { onDrop?: () => void }) => {
  const { getRootProps, getInputProps } = useDropzone(onDrop === undefined ? {} : { onDrop })
  return (
    <div {...getRootProps()} id="avatar">
      <input {...getInputProps()} />
    </div>
  )
}
const Board = ({ children }: { children: ReactNode }) => (
  <DndProvider backend={HTML5Backend}>{children}</DndProvider>
)
/** react-dnd's backend listens once it has a target. */
function Target({ accept, take }: { accept: string; take?: () => void }) {
  const [, connect] = useDrop(() => ({ accept, drop: () => take?.() }), [accept, take])
  return <div ref={(node) => void connect(node)} id="target" />
}
const Guard = ({
  node,
  capture,
  stop,
}: {
  node: keyof typeof NODES
  capture: boolean
  stop: boolean
}) => {
  useEffect(
    () =>
      handle(
        NODES[node](),
        capture,
        () => undefined,
        (event) => stop && event.stopPropagation(),
      ),
    [node, capture, stop],
  )
  return null
}
/** Does what `preventUnhandled` of pragmatic-drag-and-drop does. */
function CursorGuard() {
  useEffect(() => {
    const accept = (event: DragEvent) => {
      if (event.defaultPrevented) return
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
      event.preventDefault()
    }
    for (const type of ['dragenter', 'dragover']) listen(window, type, accept)
    listen(window, 'drop', (event) => event.preventDefault())
  }, [])
  return null
}

describe('dropOnPage takes a drop beside', () => {
  const other = testUploader()
  const neighbours: Record<string, ReactNode> = {
    'another react-dropzone': <Avatar />,
    'another uploader': <SearchImageUploader control={other} />,
    'a read-only one with dropOnPage': <SearchImageUploader control={other} dropOnPage readOnly />,
    'react-dnd’s HTML5 backend': (
      <Board>
        <Target accept="card" />
      </Board>
    ),
    'a guard that chooses a cursor': <CursorGuard />,
    ...Object.fromEntries(
      nodes.flatMap((node) =>
        phases.map((phase) => [
          `a guard on ${node}, ${phase}`,
          <Guard key="" node={node} capture={phase === 'capture'} stop={false} />,
        ]),
      ),
    ),
    ...Object.fromEntries(
      nodes.map((node) => [
        `a guard on ${node} that stops the event`,
        <Guard key="" node={node} capture={false} stop />,
      ]),
    ),
  }
  const rows = Object.keys(neighbours).flatMap((name) =>
    orders.map((order) => [name, order] as const),
  )
  test.each(rows)('%s, mounted %s it', async (name, order) => {
    const neighbour = render(<StrictMode>{order === 'before' && neighbours[name]}</StrictMode>)
    const { control } = mount({ dropOnPage: true }, (uploader) => (
      <StrictMode>{uploader}</StrictMode>
    ))
    neighbour.rerender(<StrictMode>{neighbours[name]}</StrictMode>)
    expect(await drag(element('div'))).toEqual({
      prevented: true,
      dropPrevented: true,
      dropEffect: 'copy',
      covered: true,
    })
    expect(selections(control)).toBe(1)
    expect(other.calls).toEqual([])
    expect(cover()).toBeNull()
  })
  test('other uploaders, for the one that was mounted last, once', async () => {
    const [first, second] = [mount({ dropOnPage: true }), mount({ dropOnPage: true })]
    await drag(element('div'))
    expect([selections(first.control), selections(second.control)]).toEqual([0, 1])
    // New options do not count as a new mount.
    first.view.rerender(
      <SearchImageUploader control={first.control} dropOnPage variant="compact" />,
    )
    await drag(element('div'))
    expect([selections(first.control), selections(second.control)]).toEqual([0, 2])
    second.view.unmount()
    await drag(element('div'))
    expect(selections(first.control)).toBe(1)
  })
})

describe('dropOnPage does not take the drop of', () => {
  const zones: Record<string, (take: () => void) => Element> = {
    'that prevents': (take) => {
      const zone = element('div')
      handle(zone, false, take)
      return element('b', zone)
    },
    'that prevents the drop alone': (take) => {
      const zone = element('div')
      listen(zone, 'drop', (event) => {
        event.preventDefault()
        take()
      })
      return zone
    },
    'that stops the event': (take) => {
      const zone = element('div')
      handle(zone, false, take, (event) => event.stopPropagation())
      return zone
    },
    'that returns false': (take) => {
      const zone = element('div')
      zone.ondragover = () => false
      zone.ondrop = () => {
        take()
        return false
      }
      return zone
    },
    'of react-dropzone': (take) => {
      const { container } = render(<Avatar onDrop={take} />)
      return container.querySelector('#avatar') ?? container
    },
    'of react-dnd': (take) => {
      const { container } = render(
        <Board>
          <Target accept={NativeTypes.FILE} take={take} />
        </Board>,
      )
      return container.querySelector('#target') ?? container
    },
    'of React’s in a portal to the body': (take) => {
      const onDragOver = (event: { preventDefault(): void }) => event.preventDefault()
      const onDrop = (event: { preventDefault(): void }) => {
        event.preventDefault()
        take()
      }
      render(
        <>
          {createPortal(<div id="portal" onDragOver={onDragOver} onDrop={onDrop} />, document.body)}
        </>,
      )
      return document.querySelector('#portal') ?? document.body
    },
    'in a shadow tree': (take) => {
      const zone = element('div')
        .attachShadow({ mode: 'closed' })
        .appendChild(document.createElement('div'))
      handle(zone, false, take)
      return zone
    },
    'on the window that sets dropEffect': (take) => {
      handle(window, false, take, (event) => {
        if (event.type === 'dragover' && event.dataTransfer) event.dataTransfer.dropEffect = 'link'
      })
      return element('div')
    },
  }
  const rows = Object.keys(zones).flatMap((name) => [
    [name, 'alone'] as const,
    [name, 'beside a guard'] as const,
  ])
  test.each(rows)('%s, %s', async (name, beside) => {
    const { control } = mount({ dropOnPage: true })
    if (beside === 'beside a guard')
      for (const capture of [true, false]) handle(window, capture, () => undefined)
    const take = vi.fn()
    await drag(zones[name]?.(take) ?? document)
    expect(take).toHaveBeenCalledTimes(1)
    expect(control.calls).toEqual([])
    expect(cover()).toBeNull()
    // The uploader takes the next drop, which is elsewhere.
    if (!name.includes('window')) await drag(element('div'))
    expect(selections(control)).toBe(name.includes('window') ? 0 : 1)
  })
  test('the box of this and of another uploader, which take their own', async () => {
    const [one, two] = [mount(), mount({ dropOnPage: true })]
    await drag(partOf(one.view.container, 'surface'))
    expect([selections(one.control), selections(two.control)]).toEqual([1, 0])
    await drag(partOf(two.view.container, 'surface'))
    expect([selections(one.control), selections(two.control)]).toEqual([1, 1])
  })
})
