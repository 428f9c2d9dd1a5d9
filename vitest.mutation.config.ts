// The tests that judge the pure modules, and nothing else: Stryker runs them once per mutant.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/core/**/*.test.ts'],
    exclude: ['**/*.browser.test.*', '**/node_modules/**'],
    // A watchdog against hangs, as in vitest.config.ts: a mutant that only slows a test down on a busy machine is not killed by it.
    testTimeout: 30_000,
  },
})
