/** h3 on Node. */
import { H3, serve } from 'h3'
import { announce, createApp } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const app = new H3()
app.all('/api/search-image/**', (event) => handler(event.req))
app.all('/api/relay/**', (event) => relay(event.req))
const server = serve(app, { hostname: '127.0.0.1', port: 0, silent: true })
await server.ready()
announce(new URL(server.url).port)
