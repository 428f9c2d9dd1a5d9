import { describe, expect, test } from 'vitest'
import {
  cleanName,
  fill,
  formatBytes,
  formatClock,
  formatDuration,
  formatFormats,
  formatLoaded,
  formatPercent,
  formatPixels,
  formatSize,
  formatSpeed,
  isoDuration,
  plural,
  shortName,
  wholeName,
} from './format.js'

test('placeholders are filled, unknown ones stay visible', () => {
  expect(fill('{a} and {a}, {b}', { a: '1' })).toBe('1 and 1, {b}')
})

/** Numbers and their units are held together by no-break spaces. */
const plain = (text: string) => {
  expect(text).not.toContain(' ')
  return text.replaceAll('\u00A0', ' ')
}

describe('numbers follow the language of the messages', () => {
  test('bytes in decimal units, in the language’s own spacing', () => {
    expect(
      [0, 999, 1_000, 812_340, 999_499, 999_500, 9_400_000].map((bytes) =>
        plain(formatBytes(bytes, 'en')),
      ),
    ).toEqual(['0 bytes', '999 bytes', '1 kB', '812 kB', '999 kB', '1 MB', '9.4 MB'])
    expect(formatBytes(9_400_000, 'ko')).toBe('9.4MB')
    expect(plain(formatBytes(9_400_000, 'de'))).toBe('9,4 MB')
  })
  test('the sent bytes, in the unit of the total', () => {
    const sent = (loaded: number, total: number) => formatLoaded(loaded, total, 'en')
    expect([sent(0, 812_000), sent(503_200, 812_000), sent(812_000, 812_000)]).toEqual([
      '0',
      '503',
      '812',
    ])
    expect([sent(0, 4_700_000), sent(950_000, 4_700_000), sent(4_000_000, 4_700_000)]).toEqual([
      '0.0',
      '1.0',
      '4.0',
    ])
    expect(sent(7, 9)).toBe('7')
  })
  test('speed', () => {
    expect(plain(formatSpeed(1_240_000, 'en'))).toBe('1.2 MB/s')
    expect(plain(formatSpeed(400, 'en'))).toBe('1 kB/s')
  })
  test('durations in seconds up to a minute and a half', () => {
    expect([1, 45, 89, 90, 900].map((seconds) => plain(formatDuration(seconds, 'en')))).toEqual([
      '1 sec',
      '45 sec',
      '89 sec',
      '2 min',
      '15 min',
    ])
    expect(plain(formatDuration(120, 'en', 'long'))).toBe('2 minutes')
    const long = [5_399, 5_400, 7_200, 86_400, 129_599, 129_600, 604_800]
    expect(long.map((seconds) => plain(formatDuration(seconds, 'en', 'long')))).toEqual([
      '90 minutes',
      '1.5 hours',
      '2 hours',
      '24 hours',
      '36 hours',
      '1.5 days',
      '7 days',
    ])
    expect(plain(formatDuration(604_800, 'ko', 'long'))).toBe('7일')
    expect(formatDuration(604_800, 'ja', 'long')).toBe('7日')
    expect(formatDuration(45, 'ko')).toBe('45초')
    expect(formatDuration(45, 'ja')).toBe('45秒')
  })
  test('pixels without grouping, sizes left to right', () => {
    expect(formatPixels(12_000, 'en')).toBe('12000')
    expect(plain(formatSize(8064, 6048, 'en'))).toBe('\u20668064 × 6048\u2069')
  })
  test('percent and lists', () => {
    expect(formatPercent(0.62, 'en')).toBe('62%')
    expect(plain(formatFormats(['jpeg', 'png', 'heic'], 'en'))).toBe('JPG, PNG, or HEIC')
    expect(plain(formatFormats(['jpeg', 'heic'], 'ko'))).toBe('JPG 또는 HEIC')
    expect(formatFormats(['bmp'], 'en')).toBe('BMP')
  })
  test('plurals by category, with `other` for what is missing', () => {
    expect([1, 2].map((count) => plural({ one: 'one', other: 'more' }, count, 'en'))).toEqual([
      'one',
      'more',
    ])
    expect(plural({ other: 'more' }, 1, 'en')).toBe('more')
  })
})

test('the clock, and the duration for machines', () => {
  expect([0, 9, 60, 842, 3_600, 36_061].map(formatClock)).toEqual([
    '0:00',
    '0:09',
    '1:00',
    '14:02',
    '1:00:00',
    '10:01:01',
  ])
  expect(isoDuration(842)).toBe('PT14M2S')
})

describe('names', () => {
  const shown = (name: string) => shortName(name).replace(/^\u2068|\u2069$/g, '')
  test('short ones stay, long ones keep their end', () => {
    expect(shown('street-market.jpg')).toBe('street-market.jpg')
    expect(shown('a-really-long-file-name-from-a-camera.jpeg')).toBe('a-really-long-f…amera.jpeg')
  })
  test('wide characters count twice', () => {
    expect(shown('가나다라마바사아자차카타파하.jpg')).toBe('가나다라마바사…타파하.jpg')
  })
  test('are not broken in a sentence', () => {
    expect(wholeName('my street-market.jpg')).toBe(
      '\u2068my\u00A0street\u2060-\u2060market.jpg\u2069',
    )
    expect(wholeName('a-really-long-file-name-from-a-camera.jpeg')).toContain('f\u2060…\u2060a')
    expect(wholeName('사진.jpg')).toBe('\u2068\u2060사\u2060\u2060진\u2060.jpg\u2069')
  })
  test('are composed, isolated, and cannot turn their reading direction', () => {
    expect(cleanName('photo\u202Egpj.exe\u0000')).toBe('photogpj.exe')
    expect(cleanName('가'.normalize('NFD'))).toBe('가')
    expect(shortName('a.jpg')).toBe('\u2068a.jpg\u2069')
  })
})
