import type * as React from 'react'
import type { createPortal } from 'react-dom'
import type { QueryClient } from '@tanstack/react-query'
import type * as library from 'search-image-uploader'
import type * as core from 'search-image-uploader/core'
import type {
  SearchImageUploaderHandle,
  SearchImageUploaderProps,
  UploadState,
} from 'search-image-uploader'

type KeyOf<T> = T extends unknown ? keyof T : never
type ValueOf<T, K extends PropertyKey> = T extends { [P in K]?: infer V } ? V : never

/** Any prop of any variant of the component. The public union does not allow merging props. */
type HostProps = {
  [K in KeyOf<SearchImageUploaderProps>]?: ValueOf<SearchImageUploaderProps, K> | undefined
}

/** What a test can mount. All of it exists in the page: create functions inside `page.evaluate`. */
export interface MountOptions {
  /**
   * Props of the component; `endpoint` is `/api/search-image` unless `control`, `endpoint` or
   * `requestPresignedUrl` is given.
   */
  props?: HostProps | undefined
  /**
   * Uses the component's own time limits if `props` has none. Default false: limits that no busy
   * machine reaches.
   */
  ownLimits?: boolean
  /** Default true, as in development. */
  strict?: boolean
  /** Wraps in a `QueryClientProvider`; its client is `host.queryClient`. Default false. */
  queryClient?: boolean
  /** Name of the React root; several may be on the page. Default `main`. */
  into?: string
  /** Rendered in place of the component. */
  render?: (library: HostLibrary) => React.ReactNode
}

interface HostLibrary {
  readonly React: typeof React
  readonly library: typeof library
  readonly core: typeof core
  readonly createPortal: typeof createPortal
}

/** One call of a callback prop, in order. */
export interface LogEntry {
  readonly event: string
  readonly value: unknown
  /** Milliseconds of `performance.now()`. */
  readonly at: number
}

export interface Host extends HostLibrary {
  mount(options?: MountOptions): void
  /** Hydrates what a server rendered from the same options; a mismatch is one of the errors. */
  hydrate(markup: string, options?: MountOptions): void
  /** Merges props into the mounted ones. */
  update(props: HostProps, into?: string): void
  unmount(into?: string): void
  /** The props of the last commit. Props that are set but not yet committed are not in them. */
  committed(into?: string): HostProps | undefined
  /** The component's `ref`. */
  handle(into?: string): SearchImageUploaderHandle | null
  /** All calls of callback props. */
  readonly log: LogEntry[]
  /** All states that `onStatusChange` reported. */
  readonly states: UploadState[]
  /** Uncaught errors and unhandled rejections. */
  readonly errors: string[]
  /** React commits of the mounted tree, counted by a Profiler. */
  renders: number
  queryClient: QueryClient | undefined
}

declare global {
  interface Window {
    host: Host
  }
}
