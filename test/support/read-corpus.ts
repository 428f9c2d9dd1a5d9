import { readFileSync } from 'node:fs'
import type { CorpusEntry } from './corpus-cases.js'
import { corpusEntries, corpusPath } from './serve-corpus.ts'

/** The committed small images, and those of `CORPUS_DIR`. */
export const corpus: readonly CorpusEntry[] = corpusEntries()

/** @throws If no folder has the file. */
export function corpusFile(file: string): string {
  const path = corpusPath(file)
  if (path === undefined) throw new Error(`${file} is not in the corpus`)
  return path
}

export const corpusBytes = (file: string): Buffer<ArrayBuffer> =>
  Buffer.from(readFileSync(corpusFile(file)))
