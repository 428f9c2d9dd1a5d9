/** Everything the handler says instead of a result: generic to the outside, exact to `onEvent`. */

/** What the browser is told; no text of the service, no path, no key. */
const ANSWERS = {
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This method is not allowed here.'],
  'unsupported-media-type': [415, 'The request has the wrong content type.'],
  'payload-too-large': [413, 'The request is too large.'],
  'length-required': [411, 'The request must say how long it is.'],
  'origin-not-allowed': [403, 'This origin is not allowed.'],
  unauthorized: [401, 'Sign in first.'],
  forbidden: [403, 'This upload belongs to somebody else, or its time is over.'],
  'invalid-request': [400, 'The request is not valid.'],
  rejected: [422, 'The service did not accept the request.'],
  'rate-limited': [429, 'Too many requests.'],
  'service-unavailable': [502, 'The service cannot be reached.'],
  'service-busy': [503, 'The service is busy.'],
  'service-timeout': [504, 'The service did not answer in time.'],
  internal: [500, 'Something went wrong.'],
} as const satisfies Record<string, readonly [number, string]>

export type HttpErrorCode = keyof typeof ANSWERS

export interface HttpErrorDetails {
  /** Seconds. */
  readonly retryAfter?: number | undefined
  /** What the service answered. */
  readonly upstreamStatus?: number | undefined
  readonly upstreamCode?: string | undefined
}

/**
 * Thrown inside the handler; becomes `{ error: { code, message }, retryAfter? }`. `reason` goes to
 * `onEvent` alone.
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
    this.status = ANSWERS[code][0]
  }

  body(): { error: { code: HttpErrorCode; message: string }; retryAfter?: number } {
    const { retryAfter } = this.details
    return {
      error: { code: this.code, message: ANSWERS[this.code][1] },
      ...(retryAfter === undefined ? {} : { retryAfter }),
    }
  }
}
