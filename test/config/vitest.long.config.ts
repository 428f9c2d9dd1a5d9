// The tests of `npm run test:long`. They start servers and databases of others, so one file runs
// at a time.
import { defineConfig } from 'vitest/config'
import { patience } from '../support/patience.ts'

export default defineConfig({
  test: {
    name: 'long',
    environment: 'node',
    ...patience,
    include: ['test/long/**/*.test.ts'],
    fileParallelism: false,
  },
})
