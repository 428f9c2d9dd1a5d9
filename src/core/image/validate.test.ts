import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../spec.js'
import type { ImageHeader } from './types.js'
import { validate } from './validate.js'

const source = { name: 'image.jpg', type: 'image/jpeg', bytes: 1000 }
const header = (width: number, height: number, more: Partial<ImageHeader> = {}): ImageHeader => ({
  format: 'jpeg',
  codedWidth: width,
  codedHeight: height,
  width,
  height,
  orientation: 1,
  alpha: false,
  animated: false,
  icc: false,
  metadata: [],
  ...more,
})

describe('validate', () => {
  it.each([
    [224, 224],
    [25_000, 10_000],
    [446_428, 224],
  ])('accepts %i × %i', (width, height) => {
    expect(() => validate(header(width, height), source, DEFAULT_LIMITS)).not.toThrow()
  })

  it.each([
    [223, 224],
    [224, 223],
    [640, 223],
    [1, 1],
  ])('rejects %i × %i as too small, with all numbers', (width, height) => {
    expect(() => validate(header(width, height), source, DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({
        code: 'too-small',
        phase: 'choose',
        recovery: 'choose-another',
        details: { name: 'image.jpg', width, height, minWidth: 224, minHeight: 224 },
      }),
    )
  })

  it('counts the sides as shown', () => {
    const limits = { ...DEFAULT_LIMITS, minWidth: 300, minHeight: 200 }
    const turned = header(300, 200, { codedWidth: 200, codedHeight: 300, orientation: 6 })
    expect(() => validate(turned, source, limits)).not.toThrow()
    expect(() => validate(header(200, 300), source, limits)).toThrow(
      expect.objectContaining({ code: 'too-small' }),
    )
  })

  it.each([
    [25_001, 10_000],
    [65_500, 65_500],
    [16_777_216, 16_777_216],
  ])('rejects %i × %i for too many pixels', (width, height) => {
    expect(() => validate(header(width, height), source, DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({
        code: 'too-many-pixels',
        details: { name: 'image.jpg', width, height, maxPixels: 250_000_000 },
      }),
    )
  })

  it("applies the host app's limit, even where this browser could decode more", () => {
    const limits = { ...DEFAULT_LIMITS, maxPixels: 50_000_000 }
    expect(() => validate(header(8000, 6250), source, limits)).not.toThrow()
    expect(() => validate(header(8000, 6251), source, limits)).toThrow(
      expect.objectContaining({ code: 'too-many-pixels' }),
    )
  })

  it('counts the stored pixels where fewer are shown', () => {
    const cropped = header(300, 300, { codedWidth: 20_000, codedHeight: 20_000 })
    expect(() => validate(cropped, source, DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({ code: 'too-many-pixels' }),
    )
  })

  it('counts the shown pixels where fewer are stored', () => {
    const scaled = header(20_000, 20_000, { codedWidth: 300, codedHeight: 300 })
    expect(() => validate(scaled, source, DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({ code: 'too-many-pixels' }),
    )
  })

  it.each(['width', 'height', 'codedWidth', 'codedHeight'])('rejects a %s of 0', (side) => {
    const limits = { ...DEFAULT_LIMITS, minWidth: 0, minHeight: 0 }
    expect(() => validate(header(300, 300, { [side]: 0 }), source, limits)).toThrow(
      expect.objectContaining({ code: 'unreadable-image', details: { name: 'image.jpg' } }),
    )
  })

  it('rejects formats that are not on the list', () => {
    const limits = { ...DEFAULT_LIMITS, accept: ['png', 'webp'] as const }
    expect(() => validate(header(300, 300), source, limits)).toThrow(
      expect.objectContaining({
        code: 'unsupported-format',
        details: { name: 'image.jpg', detected: 'jpeg', accept: ['png', 'webp'] },
      }),
    )
  })
})
