/** Koa. */
import Koa from 'koa'
import mount from 'koa-mount'
import { toNodeHandler } from '../../../dist/server/index.js'
import { announce, createApp } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const app = new Koa()
// Koa reports clients that leave as errors.
app.silent = true
app.use(mount('/api/search-image', toNodeHandler(handler)))
app.use(mount('/api/relay', toNodeHandler(relay)))
const server = app.listen(0, '127.0.0.1', () => announce(server.address().port))
