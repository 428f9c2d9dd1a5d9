/** A local service, its handler and the calls of a page, for one row of the table. */
import { createUploadHandler } from '../../../src/server/index.js'
import {
  createLocalService,
  type LocalServiceOptions,
} from '../../../src/testing/service/local-service.js'

export interface Link {
  readonly assetFileKey: string
  readonly presignedUploadUrl: string
  readonly receipt: string
}

export interface Session {
  /** Address and keys of the service, for another handler. */
  readonly service: { baseUrl: string; accessKey: string; secretKey: string }
  /** @param shiftMs how far the clock of the one who signs is ahead, in milliseconds */
  issue(fileName: string, shiftMs?: number): Promise<Link>
  /** @returns the outcome as text, for example `FAILED FILE_NOT_EXIST` */
  complete(link: Link): Promise<string>
  close(): Promise<void>
}

/** @param options of the service; with `storage` the images are in that store */
export async function openSession(options: LocalServiceOptions): Promise<Session> {
  const clock = { shiftMs: 0 }
  const now = () => Date.now() + clock.shiftMs
  const service = createLocalService({ ...options, now })
  const { url: baseUrl, close } = await service.listen()
  const account = { ...service.credentials, baseUrl }
  const handler = createUploadHandler({ ...account, now, authorize: () => 'mina' })
  const issue = (fileName: string) =>
    post(handler, 'presigned-url', { assetType: 'IMAGE', assetFileName: fileName })
  return {
    service: account,
    async issue(fileName, shiftMs = 0) {
      clock.shiftMs = shiftMs
      const link = await issue(fileName)
      clock.shiftMs = 0
      return link as unknown as Link
    },
    async complete({ assetFileKey, receipt }) {
      return outcomeOf(await post(handler, 'complete', { assetKey: assetFileKey, receipt }))
    },
    close,
  }
}

/** A call of a page, without a network. */
export async function post(
  handler: (request: Request) => Promise<Response>,
  call: string,
  body: unknown,
): Promise<Readonly<Record<string, string>>> {
  const response = await handler(
    new Request(`http://127.0.0.1/api/search-image/${call}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  return (await response.json()) as Record<string, string>
}

/** @param body of a response to `complete` */
export function outcomeOf(body: Readonly<Record<string, string>>): string {
  const { assetKey = '', uploadStatus = '', uploadMessage = '' } = body
  const extension = assetKey.slice(assetKey.lastIndexOf('.'))
  return uploadStatus === 'COMPLETED'
    ? `COMPLETED (${extension})`
    : `${uploadStatus} ${uploadMessage}`.trim()
}
