/** Runs the corpus with the browser's own files, and proves that no image is decoded. */
import { afterAll, expect, it, vi } from 'vitest'
import type { CorpusEntry } from '../../../../test/support/corpus-cases.js'
import { corpusCases } from '../../../../test/support/corpus-cases.js'

const manifest = await fetch('/corpus/manifest.json')
const corpus = (await manifest.json()) as readonly CorpusEntry[]

async function fileOf({ file, claimed }: CorpusEntry): Promise<File> {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`${file} is not in the corpus`)
  return new File([await response.arrayBuffer()], file.slice(file.lastIndexOf('/') + 1), {
    type: claimed,
  })
}

const decoders = [
  vi.spyOn(globalThis, 'createImageBitmap'),
  vi.spyOn(globalThis, 'Image'),
  vi.spyOn(HTMLImageElement.prototype, 'decode'),
]

afterAll(() => vi.restoreAllMocks())

corpusCases(corpus, fileOf)

it('the corpus was complete, and no image was decoded', () => {
  expect(corpus.length).toBeGreaterThan(80)
  for (const decoder of decoders) expect(decoder).not.toHaveBeenCalled()
})
