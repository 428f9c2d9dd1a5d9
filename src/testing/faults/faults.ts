/** Misbehaviour on demand. The fields of one fault combine; what is missing behaves well. */

/** Milliseconds, or as long as a test wants: until this promise is resolved. */
export type Wait = number | PromiseLike<unknown>

/** How an upload goes wrong. All sizes in bytes, all times in milliseconds. */
export interface PutFault {
  /** Answers with this status once the whole body was read. */
  readonly status?: number
  /** S3 error code (and message) of the XML that is answered. */
  readonly code?: string
  readonly message?: string
  /** Answers with this text instead. */
  readonly body?: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  /**
   * The `Location` of a redirect is on another origin: this server's, under its other name
   * (`localhost`, or `127.0.0.1`).
   */
  readonly elsewhere?: boolean
  /**
   * Keeps the image although the answer says otherwise (or the other way round). Default: kept
   * unless `status` is 300 or more.
   */
  readonly store?: boolean
  /**
   * Resets the connection before anything is read, after so many bytes, or when the whole body was
   * read (and kept).
   */
  readonly reset?: 'before' | 'after-body' | number
  /** Stops reading after so many bytes; `resumeAfter` goes on after that wait. */
  readonly stall?: number
  readonly resumeAfter?: Wait
  /** Reads everything (and keeps it) and never answers. */
  readonly silent?: boolean
  /** Reads no faster than this, in bytes a second. */
  readonly rate?: number
  /**
   * Answers before the body is read, and then reads on (`drain`), does not read (`ignore`) or
   * resets after 50 ms (`reset`).
   */
  readonly early?: 'drain' | 'ignore' | 'reset'
  /** Waits before the answer. */
  readonly delay?: Wait
  /** Length of the answer's body. */
  readonly responseBytes?: number
  /** Sends half of the answer's body and closes. */
  readonly truncate?: boolean
  /**
   * CORS headers: `none` at all; only on the preflight; only on the answer; without PUT among the
   * methods; without content-type among the headers; naming another origin.
   */
  readonly cors?:
    | 'none'
    | 'preflight-only'
    | 'response-only'
    | 'no-put'
    | 'no-header'
    | 'wrong-origin'
  /** False: `Retry-After` and `ETag` are not exposed to the page. */
  readonly expose?: boolean
}

/** How the preflight of an upload goes wrong. */
export interface PreflightFault {
  readonly status?: number
  readonly reset?: boolean
  readonly silent?: boolean
  /** Waits before the answer. */
  readonly delay?: Wait
}

/** How a JSON call (link, outcome) goes wrong. */
export interface CallFault {
  /** Answers this without doing anything. */
  readonly status?: number
  /** Sent as it is. */
  readonly body?: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly reset?: boolean
  readonly silent?: boolean
  /** Waits before the answer. */
  readonly delay?: Wait
  /** Promises 500 bytes, sends a few and closes. */
  readonly truncate?: boolean
  /** Changes the genuine answer: an object is sent as JSON, a string as it is. */
  readonly change?: (answer: Answer) => unknown
  /** Leaves the CORS headers out (where the page calls across origins). */
  readonly cors?: 'none'
}

export type Answer = Readonly<Record<string, unknown>>

/**
 * One fault for every call, or one per call in order (`null`: behaves well) and good behaviour
 * afterwards.
 */
export type Sequence<F> = F | readonly (F | null)[]

export const PHASES = ['presign', 'preflight', 'put', 'complete'] as const

/** A name from the catalogue or a fault spelled out, by phase. */
export interface Faults {
  readonly presign?: Sequence<string | CallFault> | undefined
  readonly complete?: Sequence<string | CallFault> | undefined
  /**
   * Counted by link: every request to one link meets the same fault, as browsers may send a PUT
   * twice.
   */
  readonly put?: Sequence<string | PutFault> | undefined
  readonly preflight?: Sequence<string | PreflightFault> | undefined
}

export interface FaultQueue<F> {
  set(faults: Sequence<string | F> | undefined): void
  /** The fault for the next call. */
  next(): F | undefined
}

/**
 * Hands out faults in order; an unknown name throws at once, so that a rehearsal never silently
 * rehearses nothing.
 */
export function createFaultQueue<F extends object>(
  catalogue: Readonly<Record<string, F>>,
): FaultQueue<F> {
  let constant: F | undefined
  let list: (F | undefined)[] = []
  const resolve = (fault: string | F | null): F | undefined => {
    if (fault === null) return undefined
    if (typeof fault !== 'string') return fault
    const found = Object.hasOwn(catalogue, fault) ? catalogue[fault] : undefined
    if (!found)
      throw new RangeError(`Unknown fault "${fault}". Known: ${Object.keys(catalogue).join(', ')}`)
    return found
  }
  return {
    set(faults) {
      const many: readonly (string | F | null)[] | undefined = Array.isArray(faults)
        ? faults
        : undefined
      list = many?.map(resolve) ?? []
      constant = many || faults === undefined ? undefined : resolve(faults as string | F)
    },
    next: () => (list.length > 0 ? list.shift() : constant),
  }
}
