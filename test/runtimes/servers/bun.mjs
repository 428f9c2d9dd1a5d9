/** Bun. */
import { announce, createApp } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  // The tests hold connections without traffic for as long as they need.
  idleTimeout: 0,
  routes: { '/api/search-image/*': handler, '/api/relay/*': relay },
})
announce(server.port)
