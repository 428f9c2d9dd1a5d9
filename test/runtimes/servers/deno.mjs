/** Deno. */
import { announce, createApp, routed } from '../app.mjs'

const app = createApp(Deno.env.get('APP'))
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => announce(port) }, routed(app))
