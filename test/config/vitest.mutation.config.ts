// The tests that judge the pure modules, and nothing else: Stryker runs them once per mutant.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/core/**/*.test.ts'],
    exclude: ['**/*.browser.test.*', '**/node_modules/**'],
    // Mutants that hang fail here, sooner than Stryker gives up and starts a new process.
    testTimeout: 10_000,
  },
})
