import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type * as BackendModule from './backend.js'

/** What a host app would have, in the process of Storybook; closed with the server. */
export function liveBackend(): Plugin {
  return {
    name: 'live-backend',
    apply: 'serve',
    async configureServer(server) {
      // Through Vite, because Node alone cannot follow the sources' `.js` imports.
      const path = fileURLToPath(new URL('backend.ts', import.meta.url))
      const { startBackends } = (await server.ssrLoadModule(path)) as typeof BackendModule
      const stop = await startBackends((route, listener) => server.middlewares.use(route, listener))
      const close = server.close.bind(server)
      server.close = async () => {
        await close()
        await stop()
      }
    },
  }
}
