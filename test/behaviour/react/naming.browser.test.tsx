import { screen } from '@testing-library/dom'
import { afterEach, describe, expect, test } from 'vitest'
import { oneImage } from '../../fixtures/gallery.js'
import { uploadError } from '../../../src/core/errors.js'
import { en } from '../../../src/locales/en.js'
import { cleanup, mount, testUploader } from '../../support/look.js'

afterEach(cleanup)

const { image } = oneImage()

const describedBy = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)

describe('the group', () => {
  test('has the role and a name', () => {
    const { root } = mount(testUploader())
    expect(screen.getByRole('group', { name: en.prompt.title })).toBe(root)
  })
  test('has the name that the host app gives, else its own', () => {
    const { root, rerender } = mount(testUploader(), { 'aria-label': 'Image of the lamp' })
    expect(screen.getByRole('group', { name: 'Image of the lamp' })).toBe(root)
    rerender({ 'aria-label': undefined })
    expect(screen.getByRole('group', { name: en.prompt.title })).toBe(root)
  })
  test('can be named by another element', () => {
    const { root } = mount(testUploader(), { 'aria-labelledby': 'heading' }, 440, (children) => (
      <>
        <h2 id="heading">Find this lamp</h2>
        {children}
      </>
    ))
    expect(screen.getByRole('group', { name: 'Find this lamp' })).toBe(root)
  })
})

describe('a description by the host app', () => {
  const described = (state?: Parameters<typeof testUploader>[0]) =>
    mount(testUploader(state), { 'aria-describedby': 'advice' }, 440, (children) => (
      <>
        {children}
        <p id="advice">Only the lamp, please.</p>
      </>
    ))
  test('describes the trigger too, after the hint', () => {
    const { root, part } = described()
    expect(describedBy(root)).toEqual(['Only the lamp, please.'])
    expect(describedBy(part('trigger'))).toEqual([
      part('hint').textContent,
      'Only the lamp, please.',
    ])
  })
  test('describes the trigger after a failure', () => {
    const error = uploadError('upload-rejected', 'confirm', 'choose-another', { reason: 'size' })
    const { part } = described({ status: 'error', image, error })
    const [failure, advice] = describedBy(part('trigger'))
    expect(failure).toContain(en.errors['upload-rejected'].size.text)
    expect(advice).toBe('Only the lamp, please.')
  })
})
