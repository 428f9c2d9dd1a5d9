/** `search-image-uploader/server`: Node ≥ 20, Bun, Deno and edge workers. */
export { createUploadHandler, type UploadHandler } from './upload-handler.js'
export { createUploadRelay, type UploadRelayOptions } from './relay/upload-relay.js'
export { toNodeHandler, type NodeRequest, type NodeResponse } from './node/node-handler.js'
export type { UploadHandlerEvent, UploadHandlerOptions } from './options.js'
export type { RateLimiter } from './limiter.js'
export { signRequest, type SignatureHeaders, type SignRequestInput } from './sign.js'
