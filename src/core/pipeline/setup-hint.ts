/** Hints for developers, loaded in development builds only. */
import type { UploadFailure } from '../errors.js'
import { lazy } from '../platform/lazy.js'
import type { PutOutcome } from './put.js'

const loadTexts = lazy(() => import('./setup-hint-texts.js'))

/**
 * Warns once per page if this looks like a fault of the site's set-up.
 * @param failure the outcome of a PUT, or what the confirm step threw
 */
export function hintAtSetup(failure: PutOutcome | UploadFailure): void {
  if (!isDevelopment()) return
  loadTexts().then(
    ({ warnOnce }) => warnOnce(failure),
    () => undefined,
  )
}

/** Bundlers replace `process.env.NODE_ENV`. Without a bundler `process` does not exist. */
function isDevelopment(): boolean {
  try {
    return process.env['NODE_ENV'] === 'development'
  } catch {
    return false
  }
}
