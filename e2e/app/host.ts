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

/** Any prop of any form of the component: the union that hosts get would not merge. */
export type HostProps = {
  [K in KeyOf<SearchImageUploaderProps>]?: ValueOf<SearchImageUploaderProps, K> | undefined
}

/**
 * What a test may put on the page. Everything here runs in the page: functions are welcome inside
 * `page.evaluate`.
 */
export interface MountOptions {
  /**
   * Props of the component; `endpoint` is `/api/search-image` unless `control`, `endpoint` or
   * `requestPresignedUrl` is given.
   */
  props?: HostProps | undefined
  /**
   * The component's own time limits where `props` has none; default false: limits that no busy
   * machine meets.
   */
  ownLimits?: boolean
  /** Default true: as hosts develop. */
  strict?: boolean
  /** Wraps in a `QueryClientProvider`; its client is `host.queryClient`. Default false. */
  queryClient?: boolean
  /** Name of the React root; several may be on the page. Default `main`. */
  into?: string
  /** Anything else instead of the component. */
  render?: (library: HostLibrary) => React.ReactNode
}

export interface HostLibrary {
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
  /**
   * Takes over what a server has rendered from the same options; a mismatch is among the errors.
   */
  hydrate(markup: string, options?: MountOptions): void
  /** Merges into the props that were mounted. */
  update(props: HostProps, into?: string): void
  unmount(into?: string): void
  /**
   * The props that React has committed last: what was handed over since then does not count yet.
   */
  committed(into?: string): HostProps | undefined
  /** The component's `ref`. */
  handle(into?: string): SearchImageUploaderHandle | null
  /** Every callback prop that was called. */
  readonly log: LogEntry[]
  /** Every state that `onStatusChange` reported. */
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
