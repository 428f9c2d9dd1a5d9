import { describe, expect, test } from 'vitest'
import { context, entries } from '../../support/images.js'
import { UploadError } from '../../../src/core/errors.js'
import { readHeader } from '../../../src/core/image/format/index.js'
import { inspect, load } from '../../../src/core/image/inspect.js'
import { plan } from '../../../src/core/image/plan.js'
import { DEFAULT_LIMITS } from '../../../src/core/spec.js'
import type { InspectedImage, Plan } from '../../../src/core/image/types.js'
import type { PreparedImage } from '../../../src/core/prepare/types.js'
import { validate } from '../../../src/core/image/validate.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

interface Outcome {
  readonly image: InspectedImage
  readonly planned: Plan
  readonly result: PreparedImage
}

/** The pipeline from a selected file to the image that is sent. */
async function prepared(file: string): Promise<Outcome> {
  const selected = new File([await (await fetch(`/corpus/${file}`)).arrayBuffer()], file)
  const options = context()
  const header = await inspect(selected, options)
  validate(header, { name: file, type: '', bytes: selected.size }, DEFAULT_LIMITS)
  const image = await load(selected, header, options)
  const planned = plan(image.header, image.source, DEFAULT_LIMITS, { hex: '0' })
  return { image, planned, result: await prepare(image, planned, options) }
}

const list = await entries()
const named = (...outcomes: readonly string[]) =>
  list.filter((entry) => outcomes.includes(entry.expect))

describe('the corpus', () => {
  /** Only a HEIC decoder could re-encode it, and this test gives none. */
  const HEIC_OVER_LIMIT = 'heic/grid-24mp-over5mb.heic'

  test.each(named('ok').filter(({ file }) => file !== HEIC_OVER_LIMIT))(
    '$file is made ready as planned',
    async ({ file, oriented }) => {
      const { image, planned, result } = await prepared(file)
      expect([image.header.width, image.header.height]).toEqual(oriented)
      expect(result).toMatchObject({
        format: planned.format,
        width: planned.width,
        height: planned.height,
      })
      expect(result.blob.size).toBeLessThanOrEqual(5_000_000)
      const { metadata, ...sent } = (await readHeader(result.blob)) ?? { metadata: undefined }
      expect(sent).toMatchObject({
        format: planned.format,
        width: planned.width,
        height: planned.height,
      })
      expect(planned.format === 'heic' ? [] : metadata).toEqual([])
      const preview = await makePreview(image, context())
      expect(preview?.type).toBe(planned.format === 'heic' ? undefined : 'image/jpeg')
    },
  )

  test.each(list.filter(({ file }) => file === HEIC_OVER_LIMIT))(
    '$file needs a decoder',
    async ({ file }) => {
      await expect(prepared(file)).rejects.toMatchObject({ code: 'heic-too-large' })
    },
  )

  test.each(named('corrupt', 'too-small', 'too-many-pixels', 'unsupported'))(
    '$file is rejected',
    async ({ file }) => {
      await expect(prepared(file)).rejects.toBeInstanceOf(UploadError)
    },
  )

  test.each(named('ok-or-corrupt'))('$file is prepared or rejected', async ({ file }) => {
    const outcome = await prepared(file).catch((error: unknown) => error)
    expect(outcome).toMatchObject(
      outcome instanceof UploadError
        ? { code: 'unreadable-image' }
        : { result: { format: /^(jpeg|png)$/ } },
    )
  })
})
