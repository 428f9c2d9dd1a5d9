/** Runs all rows on one server. */
import { afterAll, beforeAll, describe, test } from 'vitest'
import { ROWS } from './rows.js'
import type { Runtime } from './runtimes.js'
import { createTarget, type Target } from './target.js'

export function contract(runtime: Runtime): void {
  describe.each([runtime])('$name', () => {
    let target: Target | undefined
    beforeAll(async () => {
      target = await createTarget(runtime)
    })
    afterAll(() => target?.close())
    test.each(ROWS)('$name', async ({ run }) => {
      if (target) await run(target)
    })
  })
}
