/** Whether a PNG has all its rows, and whether their data ends correctly. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { pngChunks } from './chunks.js'
import { hasAllRows } from './png-rows.js'

const fixture = (file: string): Bytes =>
  new Uint8Array(
    readFileSync(new URL(`../../../../test/fixtures/corpus/png/${file}.png`, import.meta.url)),
  )
const dataOf = (png: Bytes): Bytes =>
  new Uint8Array(
    Buffer.concat(
      [...pngChunks(png)]
        .filter(({ type }) => type === 'IDAT')
        .map(({ start, contentEnd }) => png.subarray(start + 8, contentEnd)),
    ),
  )
const rows = (png: Bytes, data: Bytes) =>
  Promise.all([hasAllRows(png, [data], false), hasAllRows(png, [data], true)])

describe.each(['rgb8', 'gray1bit', 'interlaced', 'palette-trns', 'rgb16'])('%s', (file) => {
  const png = fixture(file)
  const data = dataOf(png)

  it('has all rows and its end', async () => expect(await rows(png, data)).toEqual([true, true]))

  it('has all rows but no end without its checksum', async () => {
    expect(await rows(png, data.slice(0, -4))).toEqual([true, false])
  })

  // Node returns no rows of a small image whose checksum is wrong.
  it('has no end with a wrong checksum', async () => {
    const wrong = Uint8Array.from(data, (byte, i) => (i === data.length - 1 ? byte ^ 1 : byte))
    expect(await hasAllRows(png, [wrong], true)).toBe(false)
  })

  it('has all rows but no end with other data behind it', async () => {
    expect(await rows(png, new Uint8Array([...data, 1, 2, 3]))).toEqual([true, false])
  })

  it('lacks rows where it is cut, or where the image has one more row', async () => {
    expect(await rows(png, data.slice(0, data.length / 2))).toEqual([false, false])
    const taller = png.slice()
    const view = new DataView(taller.buffer)
    view.setUint32(20, view.getUint32(20) + 1)
    expect(await rows(taller, data)).toEqual([false, false])
  })
})

it('has no rows where the colour type is unknown', async () => {
  const png = fixture('rgb8')
  png[25] = 5
  expect(await rows(png, dataOf(png))).toEqual([false, false])
})
