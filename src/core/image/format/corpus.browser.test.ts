/** The corpus once more as the browser's own files, and not one pixel decoded for it. */
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

it('the whole corpus was there, and nothing of it was decoded', () => {
  expect(corpus.length).toBeGreaterThan(80)
  for (const decoder of decoders) expect(decoder).not.toHaveBeenCalled()
})
