import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CorpusEntry } from './corpus-cases.js'
import { corpusDir } from './serve-corpus.ts'

/** All pictures of `CORPUS_DIR`, or the committed small ones. A missing file is an error. */
export const corpus = JSON.parse(readFileSync(join(corpusDir, 'manifest.json'), 'utf8')) as readonly CorpusEntry[]

export const corpusBytes = (file: string): Buffer<ArrayBuffer> => Buffer.from(readFileSync(join(corpusDir, file)))
