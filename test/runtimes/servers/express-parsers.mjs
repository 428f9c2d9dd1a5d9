/** Express behind parsers that have read every body. */
import express from 'express'
import { toNodeHandler } from '../../../dist/server/index.js'
import { announce, createApp } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const app = express()
// Express then reports nothing of what its parsers reject.
app.set('env', 'test')
app.use(express.json(), express.text(), express.raw({ type: 'image/*', limit: '10mb' }))
app.use('/api/search-image', toNodeHandler(handler))
app.use('/api/relay', toNodeHandler(relay))
const server = app.listen(0, '127.0.0.1', () => announce(server.address().port))
