/** Expectations of the public types. `npm run types` checks them; Vitest only runs the file. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { RouteHandlerMethod } from 'fastify'
import { expectTypeOf, test } from 'vitest'
import type {
  Messages,
  PartialMessages,
  SearchImageUploaderHandle,
  SearchImageUploaderProps,
  UploadedAsset,
  Uploader,
  UploadFailure,
  UploadState,
  UploadStatus,
  UseSearchImageUpload,
} from 'search-image-uploader'
import type * as core from 'search-image-uploader/core'
import type * as heic from 'search-image-uploader/heic'
import type * as index from 'search-image-uploader'
import type * as ja from 'search-image-uploader/locales/ja'
import type * as ko from 'search-image-uploader/locales/ko'
import type * as server from 'search-image-uploader/server'
import type * as testing from 'search-image-uploader/testing'

type Core = typeof core
type Server = typeof server
type Http2Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => void
type StateOf<S extends UploadStatus> = Extract<UploadState, { status: S }>
type ErrorOf<C extends UploadFailure['code']> = Extract<UploadFailure, { code: C }>

test('an upload needs a destination', () => {
  expectTypeOf<{ endpoint: string }>().toExtend<core.UploaderOptions>()
  expectTypeOf<{ endpoint: { presignedUrl: string } }>().toExtend<core.UploaderOptions>()
  expectTypeOf<{
    requestPresignedUrl: (request: core.PresignedUrlRequest) => Promise<unknown>
  }>().toExtend<core.UploaderOptions>()
  expectTypeOf<{ maxSize: number }>().not.toExtend<core.UploaderOptions>()
})

test('the component takes upload options or a control, never both', () => {
  expectTypeOf<{ endpoint: string }>().toExtend<SearchImageUploaderProps>()
  expectTypeOf<{ control: Uploader }>().toExtend<SearchImageUploaderProps>()
  expectTypeOf<{
    control: Uploader
    endpoint: string
  }>().not.toExtend<SearchImageUploaderProps>()
  expectTypeOf<{ endpoint: string; maxSize: string }>().not.toExtend<SearchImageUploaderProps>()
  expectTypeOf<typeof index.SearchImageUploader>().toBeCallableWith({ endpoint: '/api' })
})

test('the status says what a state has', () => {
  expectTypeOf<StateOf<'uploading'>['progress']['fraction']>().toEqualTypeOf<number>()
  expectTypeOf<StateOf<'success'>['asset']>().toEqualTypeOf<UploadedAsset>()
  expectTypeOf<StateOf<'error'>['error']>().toEqualTypeOf<UploadFailure>()
  expectTypeOf<StateOf<'waiting'>['reason']>().toEqualTypeOf<'offline' | 'backoff'>()
  expectTypeOf<StateOf<'idle'>>().not.toHaveProperty('image')
  expectTypeOf<Core['UPLOAD_STATUSES'][number]>().toEqualTypeOf<UploadStatus>()
})

test('the code says what an error has', () => {
  expectTypeOf<ErrorOf<'too-large'>['details']['maxInputSize']>().toEqualTypeOf<number>()
  expectTypeOf<ErrorOf<'rate-limited'>['details']['retryAfter']>().toEqualTypeOf<
    number | undefined
  >()
  expectTypeOf<UploadFailure>().toExtend<Error>()
  expectTypeOf<Core['isUploadError']>().guards.toEqualTypeOf<UploadFailure>()
})

test('the core uploads and inspects without React', () => {
  expectTypeOf<ReturnType<Core['uploadSearchImage']>>().toEqualTypeOf<Promise<UploadedAsset>>()
  expectTypeOf<ReturnType<Core['createUploader']>>().toEqualTypeOf<Uploader>()
  expectTypeOf<Core['inspectImage']>().parameter(0).toExtend<Blob>()
  expectTypeOf<Uploader['getSnapshot']>().returns.toEqualTypeOf<UploadState>()
  expectTypeOf<Uploader['getRemainingSeconds']>().returns.toEqualTypeOf<number | null>()
})

test('the hook gives a state, a control and the actions', () => {
  expectTypeOf<UseSearchImageUpload['state']>().toEqualTypeOf<UploadState>()
  expectTypeOf<UseSearchImageUpload['control']>().toEqualTypeOf<Uploader>()
  expectTypeOf<UseSearchImageUpload['upload']>().toBeCallableWith()
  expectTypeOf<SearchImageUploaderHandle['open']>().returns.toEqualTypeOf<void>()
  expectTypeOf<typeof index.useRemainingTime>().returns.toEqualTypeOf<number | null>()
})

test('a language is a whole set of texts, an override any part of it', () => {
  expectTypeOf<(typeof ko)['ko']>().toExtend<Messages>()
  expectTypeOf<(typeof ja)['ja']>().toExtend<Messages>()
  expectTypeOf<Messages>().toExtend<PartialMessages>()
  expectTypeOf<{ actions: { upload: string } }>().toExtend<PartialMessages>()
  expectTypeOf<{ actions: { upload: () => string } }>().not.toExtend<PartialMessages>()
  expectTypeOf<typeof index.messageFor>().returns.toEqualTypeOf<string>()
})

test('a handler goes from Request to Response, and needs authorize', () => {
  expectTypeOf<server.UploadHandler>().toEqualTypeOf<(request: Request) => Promise<Response>>()
  expectTypeOf<ReturnType<Server['createUploadHandler']>>().toEqualTypeOf<server.UploadHandler>()
  expectTypeOf<{
    accessKey: string
    secretKey: string
  }>().not.toExtend<server.UploadHandlerOptions>()
  expectTypeOf<{
    accessKey: string | undefined
    secretKey: string | undefined
    authorize: () => null
  }>().toExtend<server.UploadHandlerOptions>()
})

test('the Node handler is a listener, a handler and a middleware', () => {
  expectTypeOf<server.NodeHandler>().toExtend<RequestListener>()
  expectTypeOf<server.NodeHandler>().toExtend<Http2Listener>()
  expectTypeOf<server.NodeHandler>().toExtend<RouteHandlerMethod>()
  // Express and Koa come without types.
  expectTypeOf<server.NodeHandler>().toExtend<
    (
      request: IncomingMessage & { originalUrl: string; body: unknown },
      response: ServerResponse,
      next: (error?: unknown) => void,
    ) => void | Promise<void>
  >()
  expectTypeOf<server.NodeHandler>().toExtend<
    (
      context: {
        req: IncomingMessage
        res: ServerResponse
        originalUrl: string
        request: { body?: unknown }
        respond?: boolean
      },
      next: () => Promise<unknown>,
    ) => unknown
  >()
})

test('the decoder and the stub fit where they go', () => {
  expectTypeOf<(typeof heic)['heicDecoder']>().toEqualTypeOf<core.HeicDecoder>()
  expectTypeOf<ReturnType<(typeof testing)['stubUploader']>>().toExtend<Uploader>()
  expectTypeOf<(typeof testing)['createLocalService']>().toBeCallableWith({
    faults: { put: ['503', null] },
  })
})
