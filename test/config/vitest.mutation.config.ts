// The tests of the pure modules. Stryker runs them once per mutant.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/core/**/*.test.ts'],
    exclude: ['**/*.browser.test.*', '**/node_modules/**'],
    // A mutant that hangs fails here, before Stryker stops waiting and starts a new process.
    testTimeout: 10_000,
  },
})
