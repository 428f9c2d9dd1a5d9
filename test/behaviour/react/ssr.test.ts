import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { oneImage } from '../../fixtures/gallery.js'
import { ko } from '../../../src/locales/ko.js'
import type { SearchImageUploaderProps } from '../../../src/react/props.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

const { asset } = oneImage()
const html = (props: SearchImageUploaderProps) =>
  renderToString(createElement(SearchImageUploader, props))

test('renders on a server: a real button, a real input, nothing that a strict CSP would block', () => {
  const page = html({
    endpoint: '/api/search-image',
    name: 'image',
    required: true,
    messages: ko,
    capture: true,
  })
  expect(page).toContain('이미지 선택')
  expect(page).toContain('data-status="idle"')
  expect(page).not.toMatch(/ style=|<style|<script/)
})

test('an uploaded image is in the first paint', () => {
  const page = html({ endpoint: '/api/search-image', name: 'image', value: asset })
  expect(page).toContain('data-status="success"')
  expect(page).toContain(`value="${asset.assetKey}"`)
})
