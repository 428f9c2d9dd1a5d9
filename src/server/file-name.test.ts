import { expect, test } from 'vitest'
import { ask, LINK, localFetch, watchedHandler } from '../../test/support/upstream-server.js'

/** The name that the service gets. */
async function sent(assetFileName: string): Promise<string | undefined> {
  let name: string | undefined
  const fetch = localFetch((_call, fields) => {
    name = String(fields['assetFileName'])
    return LINK
  })
  const { handler } = watchedHandler({ fetch })
  const { status } = await ask(handler, 'presigned-url', { assetType: 'IMAGE', assetFileName })
  expect(status).toBe(name === undefined ? 400 : 200)
  return name
}

const GENERATED = /^query-[\da-f]{8}\.(jpg|png|webp|heic)$/

test.each([
  ['image.jpg', 'image.jpg'],
  ['image.JPG', 'image.JPG'],
  ['image.jpeg', 'image.jpg'],
  ['image.heif', 'image.heic'],
  ['image.heic.jpg', 'image.heic.jpg'],
  ['사진.jpeg'.normalize('NFD'), '사진.jpg'],
  [`${'a'.repeat(300)}.jpeg`, `${'a'.repeat(95)}.jpg`],
])('%j is sent as %j', async (name, expected) => {
  expect(await sent(name)).toBe(expected)
})

test.each(['.jpg', '\u200b.jpg', '\u202e.jpeg', '../.png', '....webp', '\u00ad\u{e0041}.heif'])(
  '%j gets a generated name',
  async (name) => {
    expect(await sent(name)).toMatch(GENERATED)
  },
)

test.each(['', 'image', 'image.', 'image.svg', 'image.jpg.svg', 'jpg', 'image.jpg/', '.exe'])(
  '%j is rejected',
  async (name) => {
    expect(await sent(name)).toBeUndefined()
  },
)

test('10 000 random names are rejected or safe', async () => {
  const names: string[] = []
  const fetch = localFetch((_call, fields) => {
    names.push(String(fields['assetFileName']))
    return LINK
  })
  const { handler } = watchedHandler({ fetch })
  // A linear congruential generator: the same names in each run.
  let seed = 1
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 16) % below
  }
  const pieces = [
    'a',
    '가',
    'é',
    '🇰🇷',
    '\u202e',
    '\u0000',
    '/',
    '\\',
    '.',
    ' ',
    '..',
    'con',
    '\ud800',
  ]
  for (let count = 0; count < 10_000; count++) {
    const stem = Array.from({ length: random(40) }, () => pieces[random(pieces.length)]).join('')
    const end = ['.jpg', '.jpeg', '.heif', '.webp', '.png'][random(5)] ?? ''
    const { status } = await ask(handler, 'presigned-url', {
      assetType: 'IMAGE',
      assetFileName: stem + end,
    })
    expect(status).toBe(200)
  }
  expect(names).toHaveLength(10_000)
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const unsafe = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200b-\u200f\p{Cs}/\\]|^[.\-\s]/u
  expect(names.filter((name) => unsafe.test(name))).toEqual([])
  expect(names.filter((name) => !/.\.(jpg|heic|webp|png)$/.test(name))).toEqual([])
  expect(names.filter((name) => Array.from(name).length > 100)).toEqual([])
})
