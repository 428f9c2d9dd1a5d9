/** Fastify, whose parsers read JSON; images get a parser that leaves them unread. */
import Fastify from 'fastify'
import { toNodeHandler } from '../../../dist/server/index.js'
import { announce, createApp } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const app = Fastify()
app.addContentTypeParser(/^image\//, (_request, _payload, done) => done(null))
app.all('/api/search-image/*', toNodeHandler(handler))
app.all('/api/relay/*', toNodeHandler(relay))
await app.listen({ port: 0, host: '127.0.0.1' })
announce(app.server.address().port)
