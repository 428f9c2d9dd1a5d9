/**
 * Reads the HEIC that is sent with independent readers: libheif's tools, as Debian has them.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { inspect, load } from '../../../src/core/image/inspect.js'
import { strip } from '../../../src/core/image/strip/index.js'
import { DEFAULT_LIMITS } from '../../../src/core/spec.js'
import { box } from '../../support/heic-bytes.js'
import { corpus, corpusBytes } from '../../support/read-corpus.js'

const options = { limits: DEFAULT_LIMITS, signal: new AbortController().signal }
const folder = mkdtempSync(join(tmpdir(), 'heif-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function stripped(content: BlobPart[]): Promise<string> {
  const file = new File(content, 'a.heic')
  const { blob, header } = await load(file, await inspect(file, options), options)
  const path = join(folder, 'stripped.heic')
  writeFileSync(path, new Uint8Array(await (await strip(blob, header)).arrayBuffer()))
  return path
}

/** Runs a tool. Throws where its exit code is not 0. */
const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { encoding: 'utf8', cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })

const sent = corpus.filter(
  ({ type, expect: expected, bytes }) =>
    type === 'image/heic' && expected === 'ok' && bytes <= DEFAULT_LIMITS.maxSize,
)

it.each(sent.map(({ file }) => file))('%s, followed by a video', async (file) => {
  const video = [
    box('ftyp', 'mp42', 0, 0, 0, 0, 'mp42'),
    box('moov', 'LATITUDE'),
    box('mdat', new Uint8Array(5000)),
  ]
  const path = await stripped([corpusBytes(file), ...video])
  expect(run('heif-info', path).match(/^image:/gm)).toHaveLength(1)
  run('heif-convert', path, 'shown.png')
  expect(readdirSync(folder).filter((name) => name.endsWith('.png'))).toEqual(['shown.png'])
})
