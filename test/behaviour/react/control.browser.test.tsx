import { render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { oneImage } from '../../fixtures/gallery.js'
import { cleanup, testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

const { image, asset } = oneImage()

afterEach(cleanup)

test('a view that loses its `control` gets an uploader of its own, and may get another `control`', () => {
  const control = testUploader({ status: 'success', image, asset })
  const view = render(<SearchImageUploader control={control} />)
  const status = () => view.container.querySelector<HTMLElement>('[data-part=root]')?.dataset.status
  expect(status()).toBe('success')
  view.rerender(<SearchImageUploader endpoint="/api/search-image" />)
  expect(status()).toBe('idle')
  view.rerender(<SearchImageUploader control={control} />)
  expect(status()).toBe('success')
  expect(control.calls).toEqual([])
})
