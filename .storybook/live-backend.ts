import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type * as BackendModule from './backend.js'

/** The endpoints of a host app, in the process of Storybook; closed with the server. */
export function liveBackend(): Plugin {
  return {
    name: 'live-backend',
    apply: 'serve',
    async configureServer(server) {
      // Loaded by Vite, because Node alone cannot resolve the `.js` imports of the sources.
      const path = fileURLToPath(new URL('backend.ts', import.meta.url))
      const { startBackends } = (await server.ssrLoadModule(path)) as typeof BackendModule
      const stop = await startBackends((route, listener) => server.middlewares.use(route, listener))
      // Node closes idle connections after 5 s, and a request that is sent at that moment fails.
      const { httpServer } = server
      if (httpServer && 'keepAliveTimeout' in httpServer) httpServer.keepAliveTimeout = 60_000
      const close = server.close.bind(server)
      server.close = async () => {
        await close()
        await stop()
      }
    },
  }
}
