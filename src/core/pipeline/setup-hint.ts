/** Hints for developers: in development builds alone, and loaded there. Layer L2. */
import { lazy } from '../platform/lazy.js'
import type { PutOutcome } from './put.js'

const loadTexts = lazy(() => import('./setup-hint-texts.js'))

/** Says once per page what to look at. */
export function hintAtSetup(outcome: PutOutcome): void {
  if (!isDevelopment()) return
  loadTexts().then(
    ({ warnOnce }) => warnOnce(outcome),
    () => undefined,
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
