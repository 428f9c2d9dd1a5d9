import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, test } from 'vitest'

// Guards the alias: without it the whole run would quietly use React 19.
test('runs under React 18', () => {
  expect([version, domVersion]).toEqual(['18.3.1', '18.3.1'])
})
