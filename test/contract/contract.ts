/** Runs all rows on one server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
      if (!target) return
      const { server } = target
      expect(server.isRunning(), server.errors()).toBe(true)
      await run(target)
    })
  })
}
