import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type { CorpusEntry } from './corpus-cases.ts'

const small = fileURLToPath(new URL('../fixtures/corpus', import.meta.url))

/**
 * The folder with the large images, if `CORPUS_DIR` names one, then the folder with the committed
 * small ones.
 */
const folders = [...(process.env.CORPUS_DIR === undefined ? [] : [process.env.CORPUS_DIR]), small]

/** The path of a file of the corpus; `undefined` if no folder has it. */
export function corpusPath(name: string): string | undefined {
  return folders
    .map((folder) => ({ folder, file: normalize(join(folder, name)) }))
    .find(
      ({ folder, file }) => file.startsWith(folder) && existsSync(file) && statSync(file).isFile(),
    )?.file
}

/**
 * The files of all folders. If several folders list a file, the expectations of the first one
 * count.
 */
export function corpusEntries(): readonly CorpusEntry[] {
  const listed = folders.flatMap(
    (folder) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as CorpusEntry[],
  )
  return [...new Map(listed.toReversed().map((entry) => [entry.file, entry])).values()].toReversed()
}

/**
 * Browser tests fetch images from `/corpus/<file>`, and their list from `/corpus/manifest.json`.
 */
export function serveCorpus(): Plugin {
  return {
    name: 'serve-corpus',
    configureServer(server) {
      server.middlewares.use('/corpus/', (request, response) => {
        const name = decodeURIComponent(new URL(request.url ?? '/', 'http://corpus').pathname)
        if (name === '/manifest.json') {
          response.setHeader('Content-Type', 'application/json')
          response.end(JSON.stringify(corpusEntries()))
          return
        }
        const path = corpusPath(name)
        if (path === undefined) {
          response.statusCode = 404
          response.end()
          return
        }
        response.setHeader('Content-Type', 'application/octet-stream')
        createReadStream(path).pipe(response)
      })
    },
  }
}
