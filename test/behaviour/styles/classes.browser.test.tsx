// A class of the host app on a part wins over the look in every state: an unlayered class and a
// utility of Tailwind 4, loaded before or after.
import { afterEach, expect, test } from 'vitest'
import { tailwind4Css } from '../../fixtures/host-sheets/index.js'
import { dragData, fireDrag, mount, testUploader } from '../../support/look.js'
import { cleanup, each, mainLooks } from '../../support/looks.js'
import { PARTS } from '../../../src/react/view/names.js'

const UTILITIES = [
  'p-[7px]',
  'rounded-[3px]',
  'text-[rgb(1,2,3)]',
  'bg-[rgb(7,8,9)]',
  'w-[77px]',
  'border-[3px]',
  'border-[rgb(4,5,6)]',
]

const WAYS = {
  'an unlayered class': {
    name: 'theirs',
    css: `.theirs { padding: 7px; border-radius: 3px; color: rgb(1,2,3); background: rgb(7,8,9); width: 77px; border: 3px solid rgb(4,5,6) }`,
  },
  'utilities of Tailwind 4': { name: UTILITIES.join(' '), css: await tailwind4Css(UTILITIES) },
}

const WANTED = {
  paddingLeft: '7px',
  borderTopLeftRadius: '3px',
  color: 'rgb(1, 2, 3)',
  backgroundColor: 'rgb(7, 8, 9)',
  width: '77px',
  borderTopWidth: '3px',
  borderTopColor: 'rgb(4, 5, 6)',
}

const host = document.createElement('style')
afterEach(() => {
  cleanup()
  host.remove()
})

/** The declarations of the class that the part does not have. */
function lost(part: Element): string[] {
  const style = getComputedStyle(part)
  return Object.entries(WANTED).flatMap(([property, wanted]) => {
    const is = style[property as keyof typeof WANTED]
    return is === wanted ? [] : [`${property} ${is}`]
  })
}

/** Adds the class to one part of every look, as `classNames` does. */
function withClass<T>(parts: readonly Element[], names: string, read: () => T): T {
  for (const part of parts) part.classList.add(...names.split(' '))
  const result = read()
  for (const part of parts) {
    part.classList.remove(...names.split(' '))
    if (part.className === '') part.removeAttribute('class')
  }
  return result
}

type Parts = Readonly<Record<string, readonly Element[]>>

/** Both kinds of classes in both orders, on one part after the other. */
function losses(all: Parts): string[] {
  return Object.entries(WAYS).flatMap(([way, { name, css }]) => {
    host.textContent = css
    return (['prepend', 'append'] as const).flatMap((order) => {
      document.head[order](host)
      return Object.entries(all).flatMap(([part, parts]) => {
        const missing = new Set(withClass(parts, name, () => parts.flatMap(lost)))
        return [...missing].map((fault) => `${part}, ${way}, ${order}: ${fault}`)
      })
    })
  })
}

test.each(['card', 'compact'] as const)(
  'a class wins on every part of a %s in every state',
  (variant) => {
    const roots = each({ variant, capture: true }, 440, (root) => root, mainLooks)
    const inside = (part: string) =>
      roots.flatMap((root) => [...root.querySelectorAll(`[data-part=${part}]`)])
    const all: Parts = Object.fromEntries(
      PARTS.map((part) => [part, part === 'root' ? roots : inside(part)]),
    )
    expect(PARTS.filter((part) => all[part]?.length === 0)).toEqual(['page'])
    expect(losses(all)).toEqual([])
  },
)

test('a class wins on the cover of the page', () => {
  mount(testUploader(), { dropOnPage: true })
  fireDrag('dragenter', document.body, dragData(new File(['x'], 'x.png', { type: 'image/png' })))
  const page = [...document.querySelectorAll('[data-part=page]')]
  expect(page).toHaveLength(1)
  expect(losses({ page })).toEqual([])
})
