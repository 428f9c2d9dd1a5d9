/** Colours that a HEIC names only in its bitstream. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BITS, inBitstream, sps } from '../../test/support/heic-sps.js'
import { readProfile } from './profile.js'
import { heicWith } from '../../test/support/profiles.js'

const fixture = (file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../test/fixtures/corpus/heic/${file}`, import.meta.url)))
const PQ = { nclx: 9, transfer: 16 }
const numbers = [9, 16] as const

test.each([
  ['PQ', PQ],
  ['HLG', { nclx: 9, transfer: 18 }],
  ['BT.2020', { nclx: 9, transfer: 14 }],
  ['Display P3', { nclx: 12, transfer: 13 }],
])("%s in an encoder's own bitstream, without a colr box", (_, { nclx, transfer }) => {
  const file = inBitstream(fixture('hdr-pq-limited.heic'), nclx, transfer)
  expect(readProfile(file.buffer)).toEqual(readProfile(heicWith([{ nclx, transfer }])))
})

test('a colr box takes precedence over the bitstream', () => {
  expect(readProfile(heicWith([{ nclx: 12 }, { sps: sps({ numbers }) }]))).toBe('display-p3')
})

describe('PQ is found behind', () => {
  test.each(Object.entries(BITS))('%s', (_, parts) => {
    expect(readProfile(heicWith([{ sps: sps({ ...parts, numbers }) }]))).toEqual(
      readProfile(heicWith([PQ])),
    )
  })
})

test.each([
  ['no numbers', sps({})],
  ['no video signal', sps({ vui: '000' })],
  ['no VUI', sps({ vui: undefined })],
  ['an end before it', sps({ numbers }).slice(0, -3)],
  ['references that are coded by their difference', sps({ references: '011111', numbers })],
  ['nothing', new Uint8Array()],
])('%s: sRGB', (_, unit) => {
  expect(readProfile(heicWith([{ sps: unit }]))).toBe('srgb')
})
