/** An uploader in a real page that records every request and callback. For browser tests. */
import { ManagedUploader } from '../../src/core/uploader/managed-uploader.js'
import { browserPorts } from '../../src/core/platform/ports.js'
import type { UploadState } from '../../src/core/uploader/state.js'
import type { UploaderOptions } from '../../src/core/uploader/uploader.js'
import type { Faults } from '../../src/testing/faults/faults.js'

export interface Watched {
  readonly uploader: ManagedUploader
  /** Names of the callbacks, in order: select, status, begin, progress, complete, error, cancel. */
  readonly heard: string[]
  /** The arguments of the callbacks and every snapshot, in order. */
  readonly values: unknown[]
  /** Calls of the host app's endpoint, by their last path segment. */
  readonly calls: string[]
  /** Links that `send()` was called with, in order; never printed. */
  readonly links: string[]
  readonly states: UploadState[]
}

/** An XHR that calls `onSend` with its URL. */
function watchedXhr(onSend: (url: string) => void): XMLHttpRequest {
  const xhr = new XMLHttpRequest()
  const { open, send } = xhr
  let link = ''
  xhr.open = (method: string, url: string | URL) => {
    link = String(url)
    open.call(xhr, method, url, true)
  }
  xhr.send = (body) => {
    onSend(link)
    send.call(xhr, body)
  }
  return xhr
}

/** A `fetch` that calls `onCall` with the last segment of each path. */
const watchedFetch =
  (onCall: (segment: string) => void): typeof globalThis.fetch =>
  (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href)
    onCall(pathname.split('/').at(-1) ?? '')
    return globalThis.fetch(input, init)
  }

/** The callbacks, by the name that is recorded. */
const CALLBACKS = {
  onImageSelect: 'select',
  onReject: 'reject',
  onStatusChange: 'status',
  onUploadBegin: 'begin',
  onUploadProgress: 'progress',
  onUploadComplete: 'complete',
  onError: 'error',
  onCancel: 'cancel',
} as const

/** `random` is 0 by default, so that the back-off does not wait. */
export function watchedUploader(options: Partial<UploaderOptions>, random = 0): Watched {
  const watched = {
    heard: [] as string[],
    values: [] as unknown[],
    calls: [] as string[],
    links: [] as string[],
    states: [] as UploadState[],
  }
  const { heard, values, calls, links, states } = watched
  const own = options as Readonly<Record<string, ((value: unknown) => void) | undefined>>
  const callbacks = Object.entries(CALLBACKS).map(([prop, name]) => [
    prop,
    (value: unknown) => {
      heard.push(name)
      values.push(value)
      own[prop]?.(value)
    },
  ])
  const uploader = new ManagedUploader(
    {
      endpoint: '/api/search-image',
      fetch: watchedFetch((segment) => calls.push(segment)),
      ...options,
      ...Object.fromEntries(callbacks),
    } as UploaderOptions,
    {
      ...browserPorts,
      createXhr: () => watchedXhr((link) => links.push(link)),
      random: () => random,
    },
  )
  uploader.subscribe(() => {
    states.push(uploader.getSnapshot())
    values.push(uploader.getSnapshot())
  })
  return { uploader, ...watched }
}

/**
 * Each test file has an endpoint and a storage of its own, because two files may run at once and
 * each sets faults.
 */
export const rehearsal = `/api/rehearsal/${crypto.randomUUID()}`

/** Sets the faults of that endpoint and its storage. */
export async function rehearse(faults: {
  endpoint?: Pick<Faults, 'presign' | 'complete'>
  service?: Faults
}): Promise<void> {
  const response = await fetch(`${rehearsal}/faults`, {
    method: 'POST',
    body: JSON.stringify(faults),
  })
  if (!response.ok) throw new Error(`setting the faults failed: HTTP ${response.status}`)
}

/** An image of the corpus as a file. */
export async function corpusImage(file: string): Promise<File> {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`no image ${file}`)
  return new File([await response.arrayBuffer()], file.split('/').at(-1) ?? file)
}
