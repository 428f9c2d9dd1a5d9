/** Hints for developers, loaded in development builds only. */
import { lazy } from '../platform/lazy.js'
import type { PutOutcome } from './put.js'

const loadTexts = lazy(() => import('./setup-hint-texts.js'))

/** Warns once per page if the outcome looks like a fault of the site's set-up. */
export function hintAtSetup(outcome: PutOutcome): void {
  if (!isDevelopment()) return
  loadTexts().then(
    ({ warnOnce }) => warnOnce(outcome),
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
