/** Runs every case on one store. */
import type { LocalServiceOptions } from '../../../src/testing/service/local-service.js'
import type { Results } from './document.js'
import { ROWS } from './rows.js'
import { openSession } from './session.js'

/** @param options which store it is, and its mode */
export async function runRows(options: LocalServiceOptions = {}): Promise<Results> {
  const results = new Map<string, string>()
  for (const row of ROWS) {
    const session = await openSession({ ...options, ...row.service })
    try {
      results.set(row.title, await row.run(session))
    } finally {
      await session.close()
    }
  }
  return results
}
