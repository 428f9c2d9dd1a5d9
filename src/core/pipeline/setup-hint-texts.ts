/** Texts for developers, for faults of the set-up that look like a bad network. */
import type { UploadFailure } from '../errors.js'
import type { PutOutcome } from './put.js'

const BLOCKED =
  'the storage host rejected the upload before any byte left the page. If this happens every time, check the ' +
  "bucket's CORS rule (method PUT, header Content-Type, this page's origin) and the page's Content-Security-Policy (connect-src)."
const REDIRECTED =
  'the storage host redirected the upload. The browser followed, so the image may have reached the other address. ' +
  'Presigned URLs must name the final host, and the Content-Security-Policy (connect-src) can forbid every other one.'
const NO_COMPLETE =
  'the endpoint responded to /complete with 404. It must serve both paths, /presigned-url and /complete: mount the ' +
  'handler under a pattern such as /api/search-image/* or, in Next.js, app/api/search-image/[action]/route.ts.'

const given = new Set<string>()

/** Logs the hint for a failure, once per page and without a URL. */
export function warnOnce(failure: PutOutcome | UploadFailure): void {
  const hint = hintFor(failure)
  if (hint === undefined || given.has(hint)) return
  given.add(hint)
  console.warn(`search-image-uploader: ${hint}`)
}

function hintFor(failure: PutOutcome | UploadFailure): string | undefined {
  if ('phase' in failure)
    return failure.phase === 'confirm' && failure.status === 404 ? NO_COMPLETE : undefined
  return hintForPut(failure)
}

function hintForPut(outcome: PutOutcome): string | undefined {
  if (outcome.kind !== 'unknown') return undefined
  if (outcome.why === 'redirect') return REDIRECTED
  return outcome.why === 'network' && outcome.status === 0 && outcome.sent === 0
    ? BLOCKED
    : undefined
}
