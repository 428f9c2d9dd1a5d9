/** The storage's errors, as S3 words them. */

/** Why the storage rejects a request: HTTP status, S3 error code, message. */
export interface StorageError {
  readonly status: number
  readonly code: string
  readonly message: string
  /**
   * True if a real store rejects the request before it reads the bucket's CORS rule. Its response
   * then has no CORS headers, and a page sees status 0.
   */
  readonly precedesCors?: boolean
}

const storageError = (status: number, code: string, message: string): StorageError => ({
  status,
  code,
  message,
})

/** The store does not accept the presigned URL. */
const urlError = (status: number, code: string, message: string): StorageError => ({
  ...storageError(status, code, message),
  precedesCors: true,
})

const denied = (message: string) => urlError(403, 'AccessDenied', message)

export const STORAGE_ERRORS = {
  accessDenied: denied('Access Denied'),
  notYetValid: denied('Request is not valid yet'),
  expired: denied('Request has expired'),
  unsignedHeaders: denied('There were headers present in the request which were not signed'),
  signatureMismatch: urlError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ),
  unknownAccessKey: urlError(
    403,
    'InvalidAccessKeyId',
    'The access key Id you provided does not exist in our records.',
  ),
  malformedQuery: urlError(
    400,
    'AuthorizationQueryParametersError',
    'The query parameters of the presigned URL are not valid.',
  ),
  noSuchKey: storageError(404, 'NoSuchKey', 'The specified key does not exist.'),
  missingLength: storageError(
    411,
    'MissingContentLength',
    'You must provide the Content-Length HTTP header.',
  ),
  tooLarge: storageError(400, 'EntityTooLarge', 'The upload is too large.'),
  preflightIncomplete: storageError(400, 'BadRequest', 'Insufficient information.'),
  preflightRejected: storageError(
    403,
    'AccessForbidden',
    'CORSResponse: This CORS request is not allowed.',
  ),
  precondition: storageError(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
  ),
} as const satisfies Record<string, StorageError>
