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
        const name = decodeURIComponent(new URL(request.url ?? '/', 'http://corpus').pathname)
        // The folder with the large images need not have all of the small ones.
        const path = [corpusDir, small]
          .map((folder) => ({ folder, file: normalize(join(folder, name)) }))
          .find(({ folder, file }) => file.startsWith(folder) && existsSync(file) && statSync(file).isFile())?.file
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
