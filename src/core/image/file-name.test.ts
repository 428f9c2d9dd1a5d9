import { describe, expect, it, vi } from 'vitest'
import { fileNameFor, sanitizeFileName } from './file-name.js'
import type { ImageFormat } from '../spec.js'

const original = (name: string, format: ImageFormat = 'jpeg') =>
  fileNameFor({ mode: 'original', original: name, format, hex: '0123abcd' })
const GENERATED = 'query-0123abcd.jpg'

describe('fileNameFor', () => {
  it('generates a name without information', () => {
    expect(
      fileNameFor({
        mode: 'generated',
        original: 'passport-kim.jpg',
        format: 'heic',
        hex: '0123abcd',
      }),
    ).toBe('query-0123abcd.heic')
  })

  it.each([
    ['image.jpg', 'image.jpg'],
    ['image.JPEG', 'image.jpg'],
    ['image.HEIC', 'image.jpg'],
    ['image.heic.jpg', 'image.jpg'],
    ['image.jpe', 'image.jpg'],
    ['image.pjpg', 'image.jpg'],
    ['image.pjpeg', 'image.jpg'],
    ['scan.tif', 'scan.jpg'],
    ['scan.tiff', 'scan.jpg'],
    ['image.jpg.txt', 'image.jpg.txt.jpg'],
    ['image', 'image.jpg'],
    ['v1.2 final.png', 'v1.2 final.jpg'],
    ['evil.html.jpg', 'evil.html.jpg'],
    ['사진.jpg'.normalize('NFD'), '사진.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\me\\me.jpg', 'me.jpg'],
    ['a\u202egpj.exe.jpg', 'agpj.exe.jpg'],
    ['nul\0byte.jpg', 'nulbyte.jpg'],
    ['\ud800lone.jpg', 'lone.jpg'],
    ['zero\u200bwidth\ufeff.jpg', 'zerowidth.jpg'],
    ['so\u00adft\u034f\u180e\u3164\ufff9\ufffb\u{e0001}\u{e007f}.jpg', 'soft.jpg'],
    ['"><img src=x>.jpg', '___img src=x_.jpg'],
    ['.hidden.jpg', 'hidden.jpg'],
    ['--flag.jpg', 'flag.jpg'],
    ['dots... .jpg', 'dots.jpg'],
    ['con.jpg', '_con.jpg'],
    ['COM1.tar.jpg', '_COM1.tar.jpg'],
    ['lpt9.jpg', '_lpt9.jpg'],
    ['lptx.jpg', 'lptx.jpg'],
    ['console.jpg', 'console.jpg'],
    ['🏝️ beach.jpg', '🏝️ beach.jpg'],
    ['', GENERATED],
    ['.jpg', 'jpg.jpg'],
    ['...', GENERATED],
    ['folder/', GENERATED],
    ['\u202e\u200b', GENERATED],
  ])('%j → %j', (name, expected) => {
    expect(original(name)).toBe(expected)
  })

  it('cuts between graphemes to 100 characters and 200 bytes, extension included', () => {
    expect(original(`${'a'.repeat(300)}.jpg`)).toBe(`${'a'.repeat(96)}.jpg`)
    expect(original(`${'가'.repeat(300)}.jpg`)).toBe(`${'가'.repeat(65)}.jpg`)
    // Each flag has 8 bytes and is kept or cut as a whole.
    expect(original(`${'🇰🇷'.repeat(100)}.jpg`)).toBe(`${'🇰🇷'.repeat(24)}.jpg`)
    expect(original(`e${'\u0301'.repeat(500)}.jpg`)).toBe(GENERATED)
    expect(original(`${'a'.repeat(95)}🇰🇷.jpg`)).toBe(`${'a'.repeat(95)}.jpg`)
    expect(original(`${'a'.repeat(94)}🇰🇷.jpg`)).toBe(`${'a'.repeat(94)}🇰🇷.jpg`)
    expect(original(`${'a'.repeat(95)}e${'\u0301'.repeat(500)}.jpg`)).toBe(`${'a'.repeat(95)}.jpg`)
  })
})

describe('sanitizeFileName', () => {
  it.each([
    ['query-0123abcd.jpg', 'query-0123abcd.jpg'],
    ['a/b\\c.PNG', 'c.PNG'],
    ['con', '_con'],
    ['  .x', 'x'],
    ['', ''],
    ['\u2066\u2069', ''],
    ['space .jpg', 'space .jpg'],
    ['dots...', 'dots'],
    [`${'a'.repeat(300)}.heic`, `${'a'.repeat(95)}.heic`],
    ['a'.repeat(300), 'a'.repeat(100)],
    [`a.b${'c'.repeat(300)}`, `a.b${'c'.repeat(97)}`],
    [`${'가'.repeat(66)}.a`, `${'가'.repeat(66)}.a`],
    [`${'가'.repeat(66)}.ab`, `${'가'.repeat(65)}.ab`],
    [`e${'\u0301'.repeat(500)}.jpg`, ''],
  ])('%j → %j', (name, expected) => {
    expect(sanitizeFileName(name)).toBe(expected)
  })
})

it('cuts between code points in a browser without a segmenter', () => {
  vi.stubGlobal('Intl', {})
  expect(original(`${'🇰🇷'.repeat(100)}.jpg`)).toBe(`${'🇰🇷'.repeat(24)}🇰.jpg`)
  vi.unstubAllGlobals()
})
