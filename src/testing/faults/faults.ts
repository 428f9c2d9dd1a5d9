/** The types of faults. The fields of one fault can be combined; a missing field means no fault. */
import type { Fields } from '../../core/protocol/json.js'

/** A wait in milliseconds, or until a promise resolves. */
export type Wait = number | PromiseLike<unknown>

/**
 * A fault of an upload. Sizes are in bytes, times in milliseconds. A missing field means no fault.
 */
export interface PutFault {
  /** Status of the response, which is sent after the whole body was read. */
  readonly status?: number
  /** S3 error code; the response is then an S3 error document. */
  readonly code?: string
  /** Message in the S3 error document. */
  readonly message?: string
  /** Body of the response, in place of an S3 error document. */
  readonly body?: string
  /** Content type of the response. */
  readonly contentType?: string
  /** Additional headers of the response. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * Puts the `Location` of a redirect on another origin: the same server by its other name,
   * `localhost` or `127.0.0.1`.
   */
  readonly elsewhere?: boolean
  /**
   * Whether the image is stored, whatever the response says.
   * @default true if `status` is below 300
   */
  readonly store?: boolean
  /**
   * Resets the connection before the body is read, after that many bytes, or after the whole body
   * was read and stored.
   */
  readonly reset?: 'before' | 'after-body' | number
  /** Stops reading after that many bytes. */
  readonly stall?: number
  /** Continues reading after this wait. Without it a stall lasts until the client gives up. */
  readonly resumeAfter?: Wait
  /** Reads and stores the image, and sends no response. */
  readonly silent?: boolean
  /** Highest reading speed, in bytes per second. */
  readonly rate?: number
  /**
   * Sends the response before the body is read. Then the server reads and discards the body
   * (`drain`), does not read it (`ignore`), or resets the connection after 50 ms (`reset`).
   */
  readonly early?: 'drain' | 'ignore' | 'reset'
  /** Wait before the response. */
  readonly delay?: Wait
  /** Number of bytes in the response's body. */
  readonly responseBytes?: number
  /** Sends half of the response's body and closes the connection. */
  readonly truncate?: boolean
  /**
   * Breaks the CORS headers: there are none, only those of the preflight, or only those of the
   * response; PUT is not allowed; `content-type` is not allowed; another origin is named.
   */
  readonly cors?:
    | 'none'
    | 'preflight-only'
    | 'response-only'
    | 'no-put'
    | 'no-header'
    | 'wrong-origin'
  /**
   * Whether the page can read `Retry-After` and `ETag`.
   * @default true
   */
  readonly expose?: boolean
}

/** A fault of an upload's preflight. A missing field means no fault. */
export interface PreflightFault {
  /** Status of the response. */
  readonly status?: number
  /** Resets the connection. */
  readonly reset?: boolean
  /** Sends no response. */
  readonly silent?: boolean
  /** Wait before the response. */
  readonly delay?: Wait
}

/** A fault of a JSON call, `presign` or `complete`. A missing field means no fault. */
export interface CallFault {
  /** Status of a response that is sent in place of the call. */
  readonly status?: number
  /** Body of that response. */
  readonly body?: string
  /**
   * Content type of that response.
   * @default 'application/json'
   */
  readonly contentType?: string
  /** Additional headers of that response. */
  readonly headers?: Readonly<Record<string, string>>
  /** Resets the connection. */
  readonly reset?: boolean
  /** Sends no response. */
  readonly silent?: boolean
  /** Wait before the response. */
  readonly delay?: Wait
  /** Announces 500 bytes, sends 12, and closes the connection. */
  readonly truncate?: boolean
  /**
   * Changes the body of a successful response.
   * @param body the real body
   * @returns the body to send: a string is sent unchanged, everything else as JSON
   */
  readonly change?: (body: Fields) => unknown
  /** Omits the CORS headers. */
  readonly cors?: 'none'
}

/** One fault for every call, or a list with one per call (`null` for none) and none afterwards. */
export type Sequence<F> = F | readonly (F | null)[]

/** Faults by phase, each a name from the catalogue or its fields. */
export interface Faults {
  /** Requests for an upload link. */
  readonly presign?: Sequence<string | CallFault> | undefined
  /** Confirm requests. */
  readonly complete?: Sequence<string | CallFault> | undefined
  /**
   * Uploads. All requests on one link meet the same fault, because browsers may send a PUT twice.
   */
  readonly put?: Sequence<string | PutFault> | undefined
  /** CORS preflights of uploads, also one fault per link. */
  readonly preflight?: Sequence<string | PreflightFault> | undefined
}
