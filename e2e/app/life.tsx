// One component from mount to unmount: what it requests, what it reports, and what it must never
// report.
import type {
  SearchImageUploaderHandle,
  UploadedAsset,
  UploaderOptions,
  UploadState,
} from 'search-image-uploader'
import { Committed } from './Committed.js'
import type { Host } from './host.js'
import type { Options } from './sequence.js'

/** Time limits that end a stall soon; slowed-down requests take up to 250 ms. */
const SHORT = { request: 200, stall: 200, response: 200 }
const PATIENT = { request: 90_000, stall: 90_000, response: 90_000 }

/** Where a life writes its records. It outlives the life, so late calls are recorded too. */
export interface Notes {
  readonly violations: string[]
  readonly trace: string[]
  readonly assets: UploadedAsset[]
}

type Events = Pick<UploaderOptions, Extract<keyof UploaderOptions, `on${string}`>>
type Judges = {
  [E in Exclude<keyof Events, 'onStatusChange'>]-?: (
    value: Parameters<NonNullable<Events[E]>>[0],
  ) => void
}

const RESTING: readonly string[] = ['idle', 'ready', 'success', 'error']

export class Life {
  handle: SearchImageUploaderHandle | null = null
  status: UploadState['status'] = 'idle'
  /** Names of the last selection and of the last accepted one. */
  chosen = ''
  /** Number of actions that ended, with any outcome. */
  outcomes = 0
  lastError = ''
  #accepted = ''
  #alive = true
  /** Outcomes that the state has shown and no callback has reported yet. */
  #untold = { complete: 0, error: 0 }
  #version = 0
  /** Of the committed options. Callbacks of older options are not called any more. */
  #committed = 0
  /**
   * Links requested since the last action, by image: each generated name starts with its own eight
   * digits.
   */
  readonly #asked = new Map<string, number>()
  readonly name: string
  readonly #host: Host
  readonly #notes: Notes
  readonly #mounted: { readonly strict: boolean; readonly queryClient: boolean }

  constructor(
    host: Host,
    name: string,
    notes: Notes,
    mounted: { readonly strict: boolean; readonly queryClient: boolean },
  ) {
    this.#host = host
    this.name = name
    this.#notes = notes
    this.#mounted = mounted
  }

  get isResting(): boolean {
    return RESTING.includes(this.status)
  }

  /** True once React has committed the last render. Until then the earlier options apply. */
  get isCommitted(): boolean {
    return this.#committed === this.#version
  }

  note(text: string): void {
    this.#notes.trace.push(`${Math.round(performance.now())} ${this.name}: ${text}`)
  }

  violates(text: string): void {
    this.#notes.violations.push(`${this.name}: ${text}`)
    this.note(`!! ${text}`)
  }

  /** Renders with new options, functions and callbacks. */
  render(options: Options, patient = false): void {
    const version = ++this.#version
    const { SearchImageUploader } = this.#host.library
    const props: UploaderOptions = { ...this.#props(options, patient), ...this.#callbacks(version) }
    const onCommit = () => {
      this.#committed = version
    }
    const uploader = () => (
      <Committed run={onCommit}>
        <SearchImageUploader
          {...props}
          ref={(handle) => {
            this.handle = handle
          }}
        />
      </Committed>
    )
    const { strict, queryClient } = this.#mounted
    this.#host.mount({ into: this.name, strict, queryClient, render: uploader })
  }

  unmount(): void {
    // Set before React unmounts it: actions that the unmount ends report nothing.
    this.#alive = false
    this.#host.unmount(this.name)
    if (this.#untold.complete + this.#untold.error !== 0)
      this.violates('an outcome was shown and not told')
  }

  /** A new action: it may request three more links. */
  acts(): void {
    this.#asked.clear()
  }

  #props({ endpoint, validate, ...options }: Options, patient: boolean): UploaderOptions {
    const base = '/api/search-image'
    return {
      ...options,
      endpoint: endpoint === 'both' ? base : { presignedUrl: `${base}/presigned-url` },
      headers: { 'X-Version': String(this.#version) },
      timeouts: patient ? PATIENT : SHORT,
      fetch: (url, init) => this.#fetch(url, init),
      ...(validate === 'none' ? {} : { validate: () => this.#validate(validate === 'rejects') }),
    }
  }

  async #validate(rejects: boolean): Promise<string | undefined> {
    await new Promise((resolve) => setTimeout(resolve, 80))
    return rejects ? 'Not this one.' : undefined
  }

  #fetch(url: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    const { pathname } = new URL(url instanceof Request ? url.url : url, location.href)
    const call = pathname.split('/').at(-1) ?? ''
    this.note(`asks ${call}`)
    if (!this.#alive) this.violates(`${call} was asked for after the unmount`)
    if (call === 'presigned-url') {
      const { assetFileName } = JSON.parse(init?.body as string) as { assetFileName: string }
      const image = assetFileName.replace(/\.\w+$/, '')
      const times = (this.#asked.get(image) ?? 0) + 1
      this.#asked.set(image, times)
      if (times > 3) this.violates(`${times} links for one action`)
    }
    return fetch(url, init)
  }

  #callbacks(version: number): Events {
    const said = Object.entries(this.#judges).map(([event, judge]) => {
      const call = (value: never) => {
        this.note(event)
        if (!this.#alive) this.violates(`${event} after the unmount`)
        if (version < this.#committed)
          this.violates(`${event} of options ${version}, ${this.#committed} are committed`)
        judge(value)
      }
      return [event, call] as const
    })
    return { ...Object.fromEntries(said), onStatusChange: (state) => this.#became(state) }
  }

  #became(state: UploadState): void {
    this.note(`-> ${state.status}`)
    if (!this.#alive) this.violates(`${state.status} after the unmount`)
    const before = this.status
    this.status = state.status
    // A rejected or cancelled validation returns to the earlier state, and a further rejection is
    // reported too: these are not outcomes.
    if (before === 'checking' || before === state.status) return
    if (state.status === 'success') this.#untold.complete++
    if (state.status === 'error') this.#untold.error++
  }

  readonly #judges: Judges = {
    onImageSelect: ({ source }) => {
      if (source.name !== this.chosen)
        this.violates(`${source.name} was accepted, ${this.chosen} was chosen`)
      this.#accepted = source.name
    },
    onReject: () => void this.outcomes++,
    onCancel: () => void this.outcomes++,
    onExpire: () => undefined,
    onUploadBegin: () => this.#mustBe('uploading', 'onUploadBegin'),
    onUploadProgress: () => this.#mustBe('uploading', 'onUploadProgress'),
    onUploadComplete: (asset) => {
      this.outcomes++
      this.#mustBe('success', 'onUploadComplete')
      if (--this.#untold.complete !== 0)
        this.violates('onUploadComplete is not told once per success')
      if (asset.source.name !== this.#accepted)
        this.violates(`${asset.source.name} was uploaded instead of ${this.#accepted}`)
      this.#notes.assets.push(asset)
    },
    onError: (error) => {
      this.outcomes++
      this.lastError = `${error.code} (${error.phase})`
      this.note(this.lastError)
      this.#mustBe('error', 'onError')
      if (--this.#untold.error !== 0) this.violates('onError is not told once per error')
    },
  }

  #mustBe(status: UploadState['status'], event: string): void {
    if (this.status !== status) this.violates(`${event} while ${this.status}`)
  }
}
