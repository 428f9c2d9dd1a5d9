import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, test } from 'vitest'

// Checks the alias of React, because without it all tests would use React 19 without an error.
test('runs under React 18', () => {
  expect([version, domVersion]).toEqual(['18.3.1', '18.3.1'])
})
