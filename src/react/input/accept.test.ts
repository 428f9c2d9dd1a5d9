import { expect, test } from 'vitest'
import { IMAGE_FORMATS, type ImageFormat } from '../../core/spec.js'
import { acceptString } from './accept.js'

/**
 * Image extensions of Android's `MimeTypeMap`, those of these formats alone.
 * - `jpg`, `jpeg`, `jpe`, `png`: `libcore.net.MimeUtils` up to Android 9, Debian's `mime.types`
 *   (image/jpeg jpeg jpg jpe) since then
 * - `heic`, `heics`, `heif`, `heifs`, `hif`, `webp`:
 * https://github.com/aosp-mirror/platform_frameworks_base/blob/main/mime/java-res/android.mime.types,
 * and pinned by Android's own `MimeUtilsTest.test_112162449_image`
 */
const ANDROID = ['jpg', 'jpeg', 'jpe', 'png', 'webp', 'heic', 'heics', 'heif', 'heifs', 'hif']

/** Types that Android and iOS know, and the wildcard, with which iOS hands over originals. */
const TYPES = ['image/*', 'image/jpeg', 'image/png', 'image/webp']

/** Every list of formats that a host app can accept. */
const selections: ImageFormat[][] = [...Array(2 ** IMAGE_FORMATS.length).keys()]
  .slice(1)
  .map((bits) => IMAGE_FORMATS.filter((_format, index) => bits & (1 << index)))

test('has only extensions that Android knows: with an unknown one Chrome does not show the image picker', () => {
  expect(selections).toHaveLength(15)
  for (const accept of selections) {
    const tokens = acceptString(accept).split(',')
    expect(
      tokens.filter((token) =>
        token.startsWith('.') ? !ANDROID.includes(token.slice(1)) : !TYPES.includes(token),
      ),
    ).toEqual([])
  }
})

test('is the wildcard with HEIC, and iOS hands over the original; is a list without HEIC, and iOS converts', () => {
  for (const accept of selections) {
    const string = acceptString(accept)
    expect(string.split(',').includes('image/*')).toBe(accept.includes('heic'))
    expect(/hei[cf]|hif/.test(string)).toBe(accept.includes('heic'))
  }
  expect(acceptString(IMAGE_FORMATS)).toBe('image/*,.heic,.heif,.hif')
  expect(acceptString(['jpeg', 'png', 'webp'])).toBe(
    'image/jpeg,.jpg,.jpeg,.jpe,image/png,.png,image/webp,.webp',
  )
})
