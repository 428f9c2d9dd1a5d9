import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import * as React from 'react'
import { createPortal } from 'react-dom'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import * as library from 'search-image-uploader'
import * as core from 'search-image-uploader/core'
import 'search-image-uploader/styles.css'
import { Committed } from './Committed.js'
import type { Host, LogEntry, MountOptions } from './host.js'
import { Player } from './player.js'

const EVENTS = [
  'onImageSelect',
  'onReject',
  'onUploadBegin',
  'onUploadProgress',
  'onUploadComplete',
  'onError',
  'onCancel',
  'onExpire',
  'onStatusChange',
  'onValueChange',
] as const

interface Viewed {
  options: MountOptions
  committed?: MountOptions
  handle: library.SearchImageUploaderHandle | null
}

interface Mounted extends Viewed {
  readonly root: Root
}

const roots = new Map<string, Mounted>()
const log: LogEntry[] = []
const states: library.UploadState[] = []
const errors: string[] = []

function record(event: string, value: unknown): void {
  log.push({ event, value, at: performance.now() })
  if (event === 'onStatusChange') states.push(value as library.UploadState)
}

/** In milliseconds; no busy machine reaches them. */
const PATIENT = { request: 150_000, stall: 150_000, response: 150_000 }

/** Records each call of a callback prop, then calls the test's own callback. */
function withLog({
  props = {},
  ownLimits = false,
}: MountOptions): library.SearchImageUploaderProps {
  const own = props as Record<string, unknown>
  const logged = EVENTS.map((event) => {
    const handler = own[event]
    const call = (value: unknown) => {
      record(event, value)
      if (typeof handler === 'function') handler(value)
    }
    return [event, call] as const
  })
  const somewhere =
    own.endpoint !== undefined || own.requestPresignedUrl !== undefined || own.control !== undefined
  const events = own.control === undefined ? Object.fromEntries(logged) : {}
  const limits: Record<string, unknown> =
    own.control === undefined && !ownLimits ? { timeouts: own.timeouts ?? PATIENT } : {}
  return { ...(somewhere ? {} : { endpoint: '/api/search-image' }), ...own, ...limits, ...events }
}

function view(mounted: Viewed): React.ReactNode {
  const { options } = mounted
  const { strict = true, render } = options
  const tree = render ? (
    render(host)
  ) : (
    <library.SearchImageUploader
      {...withLog(options)}
      ref={(handle) => {
        mounted.handle = handle
      }}
    />
  )
  const counted = (
    <React.Profiler
      id="tree"
      onRender={() => {
        host.renders += 1
      }}
    >
      <Committed
        run={() => {
          mounted.committed = options
        }}
      >
        {tree}
      </Committed>
    </React.Profiler>
  )
  const client = options.queryClient === true ? (host.queryClient ??= new QueryClient()) : undefined
  const provided = client ? (
    <QueryClientProvider client={client}>{counted}</QueryClientProvider>
  ) : (
    counted
  )
  return strict ? <React.StrictMode>{provided}</React.StrictMode> : provided
}

function containerFor(name: string): HTMLElement {
  const container = document.createElement('div')
  container.id = `mount-${name}`
  document.querySelector('#root')?.append(container)
  return container
}

const host: Host = {
  React,
  library,
  core,
  createPortal,
  log,
  states,
  errors,
  renders: 0,
  queryClient: undefined,
  mount(options = {}) {
    const name = options.into ?? 'main'
    const mounted = roots.get(name) ?? {
      root: createRoot(containerFor(name)),
      options,
      handle: null,
    }
    mounted.options = options
    roots.set(name, mounted)
    mounted.root.render(view(mounted))
  },
  hydrate(markup, options = {}) {
    const name = options.into ?? 'main'
    const container = containerFor(name)
    container.innerHTML = markup
    const mounted: Viewed = { options, handle: null }
    const onRecoverableError = (error: unknown) => void errors.push(String(error))
    roots.set(
      name,
      Object.assign(mounted, {
        root: hydrateRoot(container, view(mounted), { onRecoverableError }),
      }),
    )
  },
  update(props, into = 'main') {
    const mounted = roots.get(into)
    if (!mounted) throw new Error(`nothing mounted in ${into}`)
    mounted.options = { ...mounted.options, props: { ...mounted.options.props, ...props } }
    mounted.root.render(view(mounted))
  },
  unmount(into = 'main') {
    roots.get(into)?.root.unmount()
    roots.delete(into)
    document.querySelector(`#mount-${into}`)?.remove()
  },
  committed: (into = 'main') => roots.get(into)?.committed?.props,
  handle: (into = 'main') => roots.get(into)?.handle ?? null,
}

addEventListener('error', (event) => errors.push(event.message))
addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)))
window.host = host
window.sequences = new Player(host)
document.documentElement.dataset.ready = 'true'
