/** One line for developers, in development builds, where a set-up fault looks like a bad network. Layer L2. */
import type { PutOutcome } from './put.js'

let given = false

/** Says once per page what to look at; holds no URL. */
export function hintAtSetup(outcome: PutOutcome): void {
  const blocked = outcome.kind === 'unknown' && outcome.why === 'network' && outcome.status === 0 && outcome.sent === 0
  if (given || !blocked || !isDevelopment()) return
  given = true
  console.warn(
    'search-image-uploader: the storage host refused the upload before any byte left the page. If this happens every time, check the ' +
      "bucket's CORS rule (method PUT, header Content-Type, this page's origin) and the page's Content-Security-Policy (connect-src).",
  )
}

/** Bundlers replace `process.env.NODE_ENV`; without a bundler there is no `process`. */
function isDevelopment(): boolean {
  try {
    return process.env['NODE_ENV'] === 'development'
  } catch {
    return false
  }
}
