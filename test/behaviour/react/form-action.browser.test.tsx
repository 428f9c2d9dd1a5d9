// React 19 resets a form after each of its actions; React 18 has no actions.
import { render } from '@testing-library/react'
import { useState } from 'react'
import { page, userEvent } from 'vitest/browser'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { SearchImageUploader, type UploadedAsset } from '../../../src/index.js'
import { cleanup } from '../../support/look.js'

let jpeg: File
beforeAll(async () => {
  const response = await fetch('/corpus/jpeg/orient-6.jpg')
  jpeg = new File([await response.arrayBuffer()], 'orient-6.jpg', { type: 'image/jpeg' })
})
afterEach(cleanup)

const root = () => document.querySelector<HTMLElement>('[data-part=root]')

test.each([
  ['a controlled value survives', true, 'success'],
  ['an uncontrolled one is emptied, as a native field is', false, 'idle'],
] as const)('after an action %s', async (_what, controlled, status) => {
  const sent = vi.fn<(data: FormData) => Promise<void>>(() => Promise.resolve())
  function Host() {
    const [asset, setAsset] = useState<UploadedAsset | null>(null)
    const [query, setQuery] = useState('red shoe')
    return (
      <form action={sent}>
        <input name="q" value={query} onChange={(event) => setQuery(event.target.value)} />
        <input name="native" />
        <SearchImageUploader
          name="image"
          {...(controlled ? { value: asset } : {})}
          onValueChange={setAsset}
          endpoint="/api/search-image"
        />
        <button type="submit">Search</button>
        <output>{asset?.assetKey ?? ''}</output>
      </form>
    )
  }
  render(<Host />)
  await userEvent.fill(document.querySelector('[name=native]') ?? document.body, 'typed')
  await userEvent.upload(root()?.querySelector('[data-part=input]') ?? document.body, jpeg)
  await expect.poll(() => root()?.dataset.status).toBe('success')
  const shownKey = () => document.querySelector('output')?.textContent
  await expect.poll(() => shownKey()).not.toBe('')
  const key = shownKey()
  await userEvent.click(page.getByText('Search', { exact: true }))
  // React has reset the form when the native field is empty.
  await expect.poll(() => document.querySelector<HTMLInputElement>('[name=native]')?.value).toBe('')
  await expect.poll(() => root()?.dataset.status).toBe(status)
  expect(sent.mock.calls[0]?.[0].get('image')).toBe(key)
  expect(document.querySelector<HTMLInputElement>('[name=q]')?.value).toBe('red shoe')
  // React calls the host app shortly after the status has changed.
  await expect.poll(() => shownKey()).toBe(controlled ? key : '')
  expect(new FormData(document.querySelector('form') ?? undefined).get('image')).toBe(
    controlled ? key : '',
  )
})
