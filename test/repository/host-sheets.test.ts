import { readFileSync } from 'node:fs'
import CssBaseline from '@mui/material/CssBaseline'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

const bare = (css: string) =>
  css
    .replaceAll(/\/\*.*?\*\//g, '')
    .replaceAll(/\s+/g, '')
    .replaceAll('"', "'")
    .replaceAll(';}', '}')

test('the copy of what MUI writes for <CssBaseline /> is what the package writes', () => {
  const written = /<style[^>]*>(.*?)<\/style>/s.exec(
    renderToString(createElement(CssBaseline)),
  )?.[1]
  const kept = readFileSync(
    new URL('../fixtures/host-sheets/sheets/mui-css-baseline.css', import.meta.url),
    'utf8',
  )
  expect(bare(kept)).toBe(bare(written ?? ''))
})
