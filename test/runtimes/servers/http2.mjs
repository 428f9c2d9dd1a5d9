/** `node:http2` with its interface of `node:http`, without encryption. */
import { createServer } from 'node:http2'
import { toNodeHandler } from '../../../dist/server/index.js'
import { announce, createApp, routed } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const listener = routed({ handler: toNodeHandler(handler), relay: toNodeHandler(relay) })
const server = createServer(listener)
server.listen(0, '127.0.0.1', () => announce(server.address().port))
