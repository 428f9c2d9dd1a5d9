/**
 * Records what a page does: requests, sends per link, object URLs, workers, bitmaps, listeners,
 * focus, texts, console. `installProbe` is sent to the page as text, so it must not use variables
 * of its scope. It stores no URL, because links are secrets.
 */

interface XhrRecord {
  /** Represents method and URL. */
  readonly link: string
  readonly method: string
  /** `XMLHttpRequest.send` calls by scripts; repetitions by the browser are not included. */
  sends: number
  /** Times of `performance.now()`. */
  sentAt?: number
  movedAt?: number
  /** Progress events of the upload. */
  progress: number
  /** Largest number of sent bytes that the browser reported. */
  sent: number
  /**
   * Seconds since the last progress, counted while the page could run: when it cannot, its timers
   * stop too.
   */
  idle: number
  abortedAt?: number
  ended: boolean
  status?: number
  /** Largest `loaded` of the response, in bytes. */
  received: number
  /**
   * How often more than 64 KB of the response were reported before the abort (WebKit reports once
   * more while it aborts). A reader that stops aborts at the first report.
   */
  tooMuch: number
}

export interface ProbeReport {
  readonly xhrs: readonly XhrRecord[]
  /** Last path segment of every `fetch`, with its time. */
  readonly fetches: readonly { readonly call: string; readonly at: number }[]
  readonly openXhrs: number
  readonly objectUrls: number
  readonly workers: number
  readonly workerJobs: number
  readonly bitmaps: number
  /** Images that were decoded on the main thread. */
  readonly decodes: number
  /** Listeners on window and document since the probe was installed, by `window:type`. */
  readonly listeners: Readonly<Record<string, number>>
  /** Places where the focus moved to the body. */
  readonly focusLost: readonly string[]
  /** All texts that were visible in the components, in order. */
  readonly texts: readonly string[]
  /** `aria-valuenow` of progress bars, in order; the status it was seen in. */
  readonly bars: readonly { readonly percent: number; readonly status: string }[]
  /**
   * What live regions gave to a screen reader, in order. `late`: the region was inserted together
   * with its text and is not announced (WCAG F103).
   */
  readonly heard: readonly {
    readonly at: number
    readonly text: string
    readonly polite: boolean
    readonly late: boolean
  }[]
  readonly console: readonly { readonly level: string; readonly text: string }[]
  readonly errors: readonly string[]
  /** Content-Security-Policy violations: directive and blocked origin. */
  readonly violations: readonly { readonly directive: string; readonly blocked: string }[]
}

interface Probe {
  report(): ProbeReport
  /** Numbers of requested links and `send()` calls: read after every action, without the rest. */
  counts(): { readonly presigns: number; readonly sends: number }
  /** From here on the body may have the focus. */
  stopWatchingFocus(): void
}

declare global {
  interface Window {
    probe: Probe | undefined
  }
}

export function installProbe(): void {
  if (window.probe !== undefined) return
  const xhrs: XhrRecord[] = []
  const fetches: { call: string; at: number }[] = []
  const urls = new Set<string>()
  const workers = new Set<Worker>()
  const bitmaps = new Set<ImageBitmap>()
  const counts = { workerJobs: 0, decodes: 0 }
  const listeners: { target: string; type: string; run: unknown; capture: boolean }[] = []
  const focusLost: string[] = []
  const texts: string[] = []
  const bars: { percent: number; status: string }[] = []
  const heard: { at: number; text: string; polite: boolean; late: boolean }[] = []
  const regions = new WeakMap<Element, string>()
  const said: { level: string; text: string }[] = []
  const errors: string[] = []
  const violations: { directive: string; blocked: string }[] = []

  /** FNV-1a: sufficient to distinguish links without storing them. */
  const hash = (text: string) => {
    let value = 0x811c9dc5
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
    return (value >>> 0).toString(16)
  }

  const records = new WeakMap<XMLHttpRequest, XhrRecord>()
  const xhr = XMLHttpRequest.prototype
  const { open, send, abort } = xhr
  xhr.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: unknown[]
  ) {
    const record: XhrRecord = {
      link: hash(`${method} ${String(url)}`),
      method,
      sends: 0,
      progress: 0,
      sent: 0,
      idle: 0,
      ended: true,
      received: 0,
      tooMuch: 0,
    }
    records.set(this, record)
    xhrs.push(record)
    return Reflect.apply(open, this, [method, url, ...rest]) as undefined
  }
  xhr.send = function (this: XMLHttpRequest, body?: XMLHttpRequestBodyInit | Document | null) {
    const record = records.get(this)
    if (record) {
      record.sends++
      record.ended = false
      record.sentAt = performance.now()
      record.movedAt = record.sentAt
      const seconds = setInterval(() => {
        record.idle += 1
      }, 1_000)
      this.addEventListener('loadend', () => clearInterval(seconds))
      this.upload.addEventListener('progress', ({ loaded }) => {
        record.progress++
        record.sent = Math.max(record.sent, loaded)
        record.idle = 0
        record.movedAt = performance.now()
      })
      this.addEventListener('progress', ({ loaded }) => {
        record.received = Math.max(record.received, loaded)
        if (loaded > 65_536 && record.abortedAt === undefined) record.tooMuch++
      })
      // Not `loadend`: a script may call `abort()` in its `load` handler, which resets the status.
      this.addEventListener('readystatechange', () => {
        if (this.readyState !== XMLHttpRequest.DONE) return
        record.ended = true
        record.status = this.status
      })
    }
    return Reflect.apply(send, this, [body])
  }
  xhr.abort = function (this: XMLHttpRequest) {
    const record = records.get(this)
    if (record && !record.ended) record.abortedAt = performance.now()
    return Reflect.apply(abort, this, [])
  }

  const ownFetch = window.fetch
  window.fetch = (input, init) => {
    const url = typeof input === 'object' && 'url' in input ? input.url : String(input)
    fetches.push({
      call: new URL(url, location.href).pathname.split('/').at(-1) ?? '',
      at: performance.now(),
    })
    return ownFetch(input, init)
  }

  const { createObjectURL, revokeObjectURL } = URL
  URL.createObjectURL = (object) => {
    const url = Reflect.apply(createObjectURL, URL, [object])
    urls.add(url)
    return url
  }
  URL.revokeObjectURL = (url) => {
    urls.delete(url)
    Reflect.apply(revokeObjectURL, URL, [url])
  }

  const OwnWorker = window.Worker
  window.Worker = class extends OwnWorker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      // The bundler's wrapper of an inlined worker keeps its script's URL.
      urls.delete(String(given[0]))
      workers.add(this)
    }
    override postMessage(...given: [never]): void {
      counts.workerJobs++
      super.postMessage(...given)
    }
    override terminate(): void {
      workers.delete(this)
      super.terminate()
    }
  }

  const ownBitmap = window.createImageBitmap.bind(window) as (
    ...given: unknown[]
  ) => Promise<ImageBitmap>
  window.createImageBitmap = async (...given: unknown[]) => {
    counts.decodes++
    // browser-image-compression leaves its bitmaps to the garbage collector.
    const byLibrary = new Error('who asks').stack?.includes('/browser-image-compression') === true
    const bitmap = await ownBitmap(...given)
    if (!byLibrary) bitmaps.add(bitmap)
    const close = bitmap.close.bind(bitmap)
    bitmap.close = () => {
      bitmaps.delete(bitmap)
      close()
    }
    return bitmap
  }
  if ('ImageDecoder' in window) {
    const OwnDecoder = window.ImageDecoder
    window.ImageDecoder = class extends OwnDecoder {
      constructor(given: ImageDecoderInit) {
        super(given)
        counts.decodes++
      }
    }
  }
  const { decode } = HTMLImageElement.prototype
  HTMLImageElement.prototype.decode = function (this: HTMLImageElement) {
    counts.decodes++
    return Reflect.apply(decode, this, [])
  }

  for (const [target, object] of [
    ['window', window],
    ['document', document],
  ] as const) {
    const add = object.addEventListener.bind(object) as (...given: unknown[]) => void
    const remove = object.removeEventListener.bind(object) as (...given: unknown[]) => void
    const captures = (options: unknown) =>
      typeof options === 'object' && options !== null
        ? 'capture' in options && options.capture === true
        : options === true
    const find = (type: string, run: unknown, capture: boolean) =>
      listeners.findIndex(
        (l) => l.target === target && l.type === type && l.run === run && l.capture === capture,
      )
    const forget = (type: string, run: unknown, capture: boolean) => {
      const at = find(type, run, capture)
      if (at >= 0) listeners.splice(at, 1)
    }
    object.addEventListener = ((
      type: string,
      run: unknown,
      options?: AddEventListenerOptions | boolean,
    ) => {
      const capture = captures(options)
      if (run != null && find(type, run, capture) < 0)
        listeners.push({ target, type, run, capture })
      if (typeof options === 'object') {
        options.signal?.addEventListener('abort', () => forget(type, run, capture))
        if (options.once) add(type, () => forget(type, run, capture), { once: true, capture })
      }
      add(type, run, options)
    }) as typeof object.addEventListener
    object.removeEventListener = ((
      type: string,
      run: unknown,
      options?: EventListenerOptions | boolean,
    ) => {
      forget(type, run, captures(options))
      remove(type, run, options)
    }) as typeof object.removeEventListener
  }

  // Removing or disabling a focused button loses the focus. This is checked right after the change
  // and after the next frame.
  let hadFocus = false
  const look = () => {
    if (!hadFocus || document.activeElement !== document.body) return
    hadFocus = false
    focusLost.push(
      document.querySelector('[data-part=root]')?.getAttribute('data-status') ?? 'no root',
    )
  }
  EventTarget.prototype.addEventListener.call(document, 'focusin', () => {
    hadFocus = true
  })
  const read = () => {
    for (const root of document.querySelectorAll('[data-part=root]')) {
      if (texts.at(-1) !== root.textContent) texts.push(root.textContent)
      const bar = root.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
      const status = root.getAttribute('data-status') ?? ''
      if (bar != null && bars.at(-1)?.percent !== Number(bar))
        bars.push({ percent: Number(bar), status })
    }
  }
  const listen = () => {
    for (const region of document.querySelectorAll(
      '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]',
    )) {
      const [before, text] = [regions.get(region), region.textContent]
      regions.set(region, text)
      if (text === '' || text === before) continue
      const polite =
        region.getAttribute('role') !== 'alert' && region.getAttribute('aria-live') !== 'assertive'
      heard.push({
        at: performance.now(),
        text: text.replace(/[\u2060-\u2069]/g, '').trim(),
        polite,
        late: before === undefined,
      })
    }
  }
  const observer = new MutationObserver(() => {
    read()
    listen()
    look()
    requestAnimationFrame(look)
  })
  const attributeFilter = ['disabled', 'hidden', 'aria-valuenow', 'data-status']
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter,
  })

  const textOf = (value: unknown): string => {
    if (value instanceof Error) return `${value.name}: ${value.message} ${value.stack ?? ''}`
    if (typeof value === 'string') return value
    try {
      return JSON.stringify(value) ?? typeof value
    } catch {
      return typeof value
    }
  }
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const own = console[level].bind(console)
    console[level] = (...given: unknown[]) => {
      said.push({ level, text: given.map(textOf).join(' ') })
      own(...given)
    }
  }
  EventTarget.prototype.addEventListener.call(window, 'error', (event) =>
    errors.push((event as ErrorEvent).message),
  )
  EventTarget.prototype.addEventListener.call(window, 'unhandledrejection', (event) =>
    errors.push(textOf((event as PromiseRejectionEvent).reason)),
  )
  EventTarget.prototype.addEventListener.call(document, 'securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent
    violations.push({
      directive: effectiveDirective,
      blocked: URL.canParse(blockedURI) ? new URL(blockedURI).origin : blockedURI,
    })
  })

  window.probe = {
    stopWatchingFocus() {
      hadFocus = false
      observer.disconnect()
    },
    counts: () => ({
      presigns: fetches.filter(({ call }) => call === 'presigned-url').length,
      sends: xhrs.reduce((sum, { sends }) => sum + sends, 0),
    }),
    report: () => ({
      xhrs,
      fetches,
      openXhrs: xhrs.filter((record) => !record.ended).length,
      objectUrls: urls.size,
      workers: workers.size,
      bitmaps: bitmaps.size,
      ...counts,
      listeners: listeners.reduce<Record<string, number>>((all, { target, type }) => {
        const name = `${target}:${type}`
        return { ...all, [name]: (all[name] ?? 0) + 1 }
      }, {}),
      focusLost,
      texts,
      bars,
      heard,
      console: said,
      errors,
      violations,
    }),
  }
}
