/** The worker in workerd, the runtime of Cloudflare, started by Miniflare. */
import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { announce } from '../app.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const server = new Miniflare({
  host: '127.0.0.1',
  port: 0,
  modules: true,
  modulesRoot: root,
  modulesRules: [{ type: 'ESModule', include: ['**/*.js', '**/*.mjs'] }],
  scriptPath: fileURLToPath(new URL('worker.mjs', import.meta.url)),
  compatibilityDate: '2026-05-01',
  bindings: { APP: process.env.APP },
})
announce((await server.ready).port)
