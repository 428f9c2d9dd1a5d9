// React 19's `<Activity>` hides a part of the page without unmounting it; React 18 has none.
import { Activity, StrictMode } from 'react'
import { expect, test } from 'vitest'
import { testUploader } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'
import { cover, drag, dragOver, element, mount, selections } from '../../support/drags.js'

test('the cover disappears when an <Activity> hides the uploader, and appears with the next drag', async () => {
  const control = testUploader()
  const { view } = mount()
  const show = (mode: 'visible' | 'hidden') =>
    view.rerender(
      <StrictMode>
        <Activity mode={mode}>
          <SearchImageUploader control={control} dropOnPage />
        </Activity>
      </StrictMode>,
    )
  show('visible')
  expect((await dragOver(element('div'))).covered).toBe(true)
  show('hidden')
  expect(cover()).toBeNull()
  expect(await drag(element('div'))).toMatchObject({ prevented: false, covered: false })
  show('visible')
  expect(cover()).toBeNull()
  expect((await drag(element('div'))).covered).toBe(true)
  expect(selections(control)).toBe(1)
})
