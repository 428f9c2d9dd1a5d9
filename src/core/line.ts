/** What is needed once a picture is chosen, as one chunk. Layer L3. */
export { check } from './check.js'
export { confirmOnly, deliver, makeReady } from './pipeline.js'
