/** `search-image-uploader/server`: Node ≥ 20, Bun, Deno and edge workers. */
export { createUploadHandler, type UploadHandler } from './upload-handler.js'
export { createUploadRelay } from './relay/upload-relay.js'
export type { UploadRelayOptions } from './relay/options.js'
export { toNodeHandler } from './node/node-handler.js'
export type {
  FastifyReply,
  FastifyRequest,
  KoaContext,
  NodeHandler,
  NodeRequest,
  NodeResponse,
} from './node/node-types.js'
export type { ObserverOptions, UploadHandlerEvent } from './events.js'
export type { UploadHandlerOptions } from './options.js'
export type { UploadHandlerTimeouts } from './timeouts.js'
export type { AccountLimiter } from './limits/account.js'
export type { RateLimiter } from './limits/rate-limiter.js'
export { createSpacer, type SpacerOptions } from './limits/spacer.js'
export { createTokenBucket, type TokenBucketOptions } from './limits/token-bucket.js'
export { signRequest, type SignatureHeaders, type SignRequestInput } from './upstream/sign.js'
