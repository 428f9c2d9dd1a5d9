import { createReadStream, existsSync, statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const small = fileURLToPath(new URL('corpus', import.meta.url))

/** The committed small pictures; `CORPUS_DIR` names a folder with the large ones as well. */
export const corpusDir = process.env.CORPUS_DIR ?? small

/** Browser tests fetch pictures from `/corpus/<file>`. */
export function serveCorpus(): Plugin {
  return {
    name: 'serve-corpus',
    configureServer(server) {
      server.middlewares.use('/corpus/', (request, response) => {
        const path = normalize(join(corpusDir, decodeURIComponent(new URL(request.url ?? '/', 'http://corpus').pathname)))
        if (!path.startsWith(corpusDir) || !existsSync(path) || !statSync(path).isFile()) {
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
