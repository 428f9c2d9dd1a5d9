// The visible effect of each of the ten variables.
import { render } from '@testing-library/react'
import type { CSSProperties } from 'react'
import { afterEach, expect, test } from 'vitest'
import { gallery } from '../../fixtures/gallery.js'
import { stubUploader } from '../../../src/testing/index.js'
import { cleanup, drawPreview } from '../../support/look.js'
import { SearchImageUploader } from '../../../src/react/SearchImageUploader.js'

afterEach(cleanup)

const looks = gallery(await drawPreview())

/** Computed styles of each element of every look, with one variable set. */
function drawn(variable?: string, value?: string): CSSStyleDeclaration[][] {
  const variables = variable === undefined ? {} : { [variable]: value }
  const view = render(
    <div style={variables as CSSProperties}>
      {looks.map(({ name, state, remaining, look }) => (
        <SearchImageUploader
          key={name}
          control={stubUploader({ state, remainingSeconds: remaining ?? null })}
          {...look}
        />
      ))}
    </div>,
  )
  const roots = [...view.container.querySelectorAll('[data-part=root]')]
  return roots.map((root) =>
    [...root.querySelectorAll('*')].map((element) => getComputedStyle(element)),
  )
}

const COLOURS = ['color', 'backgroundColor', 'borderTopColor', 'fill', 'stroke'] as const

/** Names of the looks in which `changed` holds for some element. */
const looksWhere = (
  styles: CSSStyleDeclaration[][],
  changed: (style: CSSStyleDeclaration) => boolean,
) => looks.filter((_, n) => styles[n]?.some(changed)).map(({ name }) => name)

test.each([
  ['--siu-accent', 'Uploading'],
  ['--siu-surface', 'Invitation'],
  ['--siu-text', 'Invitation'],
  ['--siu-muted', 'Invitation'],
  ['--siu-border', 'Invitation'],
  ['--siu-danger', 'Failed: connection'],
  ['--siu-warning', 'Ready, last minute'],
  ['--siu-success', 'Uploaded'],
])('%s changes a colour of the look “%s”', (variable, look) => {
  const colour = 'rgb(1, 2, 3)'
  const isDrawn = (style: CSSStyleDeclaration) =>
    COLOURS.some((property) => style[property] === colour)
  expect(looksWhere(drawn(), isDrawn)).toEqual([])
  cleanup()
  expect(looksWhere(drawn(variable, colour), isDrawn)).toContain(look)
})

test('--siu-radius rounds the box of every look', () => {
  const isRound = ({ borderTopLeftRadius }: CSSStyleDeclaration) => borderTopLeftRadius === '27px'
  expect(looksWhere(drawn('--siu-radius', '27px'), isRound)).toEqual(looks.map(({ name }) => name))
})

test('--siu-progress is the sent fraction, on the progress part', () => {
  const look = looks.find(({ name }) => name === 'Uploading')
  if (!look) throw new Error('no look')
  const { container } = render(
    <SearchImageUploader control={stubUploader({ state: look.state })} />,
  )
  const progress = container.querySelector('[data-part=progress]')
  expect(progress && getComputedStyle(progress).getPropertyValue('--siu-progress')).toBe('0.62')
})
