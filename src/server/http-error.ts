/** The handler's error responses: generic for the page, exact for `onEvent`. */

/** Status and message of each code. No text of the service, no path and no key. */
const RESPONSES = {
  'not-found': [404, 'Not found.'],
  'method-not-allowed': [405, 'This method is not allowed here.'],
  'unsupported-media-type': [415, 'The request has the wrong content type.'],
  'payload-too-large': [413, 'The request is too large.'],
  'request-timeout': [408, 'The request did not arrive in time.'],
  'length-required': [411, 'The request must say how long it is.'],
  'origin-not-allowed': [403, 'This origin is not allowed.'],
  unauthorized: [401, 'Sign in first.'],
  forbidden: [403, 'The receipt or token is not valid.'],
  'receipt-expired': [410, 'The receipt has expired.'],
  'token-expired': [410, 'The relay token has expired.'],
  'storage-rejected': [422, 'The storage did not accept the image.'],
  'invalid-request': [400, 'The request is not valid.'],
  rejected: [422, 'The service did not accept the request.'],
  'rate-limited': [429, 'Too many requests.'],
  'service-unavailable': [502, 'The service cannot be reached.'],
  'service-busy': [503, 'The service is busy.'],
  'service-timeout': [504, 'The service did not answer in time.'],
  internal: [500, 'Something went wrong.'],
} as const satisfies Record<string, readonly [number, string]>

export type HttpErrorCode = keyof typeof RESPONSES

export interface HttpErrorDetails {
  /** In seconds. */
  readonly retryAfter?: number | undefined
  /** In place of the code's own status. */
  readonly status?: number | undefined
  /** Error document for the uploader, which finds the storage's error code in it. */
  readonly storageError?: string | undefined
  /** HTTP status of the service's response. */
  readonly upstreamStatus?: number | undefined
  /** What was thrown, if `onError` may have it: it contains no address and no key. */
  readonly thrown?: unknown
}

/**
 * Thrown inside the handler, and sent as `{ error: { code, message }, retryAfter?, storageError?
 * }`. Only `onEvent` gets the reason.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number

  constructor(
    readonly code: HttpErrorCode,
    readonly reason: string,
    readonly details: HttpErrorDetails = {},
  ) {
    super(`${code}: ${reason}`)
    this.status = details.status ?? RESPONSES[code][0]
  }

  body(): object {
    const { retryAfter, storageError } = this.details
    return {
      error: { code: this.code, message: RESPONSES[this.code][1] },
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(storageError === undefined ? {} : { storageError }),
    }
  }
}

/** The client left: it gets no response, only the event has the error. */
export const clientGone = (): HttpError => new HttpError('service-unavailable', 'client-gone')
