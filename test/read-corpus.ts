import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corpusDir } from './serve-corpus.ts'

/** One line of the manifest; see `corpus/SOURCES.md`. */
export interface CorpusEntry {
  readonly file: string
  readonly bytes: number
  readonly type: string
  readonly claimed: string
  readonly coded: readonly [number, number] | null
  readonly oriented: readonly [number, number] | null
  readonly alpha: boolean
  readonly expect: 'ok' | 'too-small' | 'too-many-pixels' | 'corrupt' | 'ok-or-corrupt' | 'unsupported'
  readonly exifOrientation?: number
  readonly gps?: boolean
  readonly icc?: string
  readonly animated?: boolean
  readonly gainMap?: boolean
}

/** All pictures of `CORPUS_DIR`, or the committed small ones. A missing file is an error. */
export const corpus = JSON.parse(readFileSync(join(corpusDir, 'manifest.json'), 'utf8')) as readonly CorpusEntry[]

export const corpusBytes = (file: string): Buffer<ArrayBuffer> => Buffer.from(readFileSync(join(corpusDir, file)))

/** As the browser hands it over. */
export const corpusFile = ({ file, claimed }: CorpusEntry): File =>
  new File([corpusBytes(file)], file.slice(file.lastIndexOf('/') + 1), { type: claimed })
