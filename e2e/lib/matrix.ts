/**
 * `import { expect, imageFile, test } from './lib/matrix.ts'`: the fixtures, and `row`, whose
 * common checks run at the end of each test.
 */
import { test as base } from '../fixtures.ts'
import { Row } from './row.ts'

export { expect, hasImage, imageFile, until } from '../fixtures.ts'

export const test = base.extend<{ row: Row }>({
  row: async ({ drive, backend }, use, info) => {
    const row = new Row(drive, backend, info)
    await use(row)
    // A failed test needs no further checks.
    if (info.status === info.expectedStatus) await row.finish()
  },
})
