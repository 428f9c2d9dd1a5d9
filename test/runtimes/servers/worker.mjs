/** A worker. It gets its environment with each request and keeps what it made of it. */
import { createApp, routed } from '../app.mjs'

let serve
export default {
  fetch(request, env) {
    serve ??= routed(createApp(env.APP))
    return serve(request)
  },
}
