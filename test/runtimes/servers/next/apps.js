/** While the app is built, no address of the service is known yet. */
import { createApp } from '../../app.mjs'

const unknown = JSON.stringify({ baseUrl: 'http://127.0.0.1' })

export const { handler, relay } = createApp(process.env.APP ?? unknown, process.env.PUBLIC_URL)
