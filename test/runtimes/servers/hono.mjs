/** Hono on Node. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { announce, createApp } from '../app.mjs'

const { handler, relay } = createApp(process.env.APP)
const app = new Hono()
app.all('/api/search-image/*', (context) => handler(context.req.raw))
app.all('/api/relay/*', (context) => relay(context.req.raw))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => announce(port))
