/** A local service on a real port, and a client that reports exactly what it received. */
import { request, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach } from 'vitest'
import { createUploadHandler } from '../../src/server/upload-handler.js'
import type { Listening } from '../../src/testing/service/listen.js'
import { createLocalService, type LocalService } from '../../src/testing/service/local-service.js'

/** Larger than the kernel's buffers, so that the client notices when the server stops reading. */
export const BODY = Buffer.alloc(2_000_000, 1)

/** A new service for every test of the file. */
export function probeService(): {
  readonly service: LocalService
  readonly issue: () => Promise<string>
} {
  let service: LocalService | undefined
  let listening: Listening | undefined
  beforeEach(async () => {
    service = createLocalService()
    listening = await service.listen()
  })
  afterEach(() => listening?.close())
  const running = () => {
    if (!service || !listening) throw new Error('only within a test')
    return { service, url: listening.url }
  }
  return {
    get service() {
      return running().service
    },
    issue: () => issueLink(running().service, running().url),
  }
}

async function issueLink(service: LocalService, baseUrl: string): Promise<string> {
  const handler = createUploadHandler({ ...service.credentials, baseUrl, authorize: () => 'mina' })
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"assetType":"IMAGE","assetFileName":"a.jpg"}',
  }
  const response = (await (
    await handler(new Request('http://127.0.0.1/presigned-url', init))
  ).json()) as { presignedUploadUrl: string }
  return response.presignedUploadUrl
}

/** What a browser asks before it sends an image to another origin. */
const PREFLIGHT = {
  Origin: 'https://page.example.test',
  'Access-Control-Request-Method': 'PUT',
  'Access-Control-Request-Headers': 'content-type',
}

export interface Seen {
  status?: number | undefined
  headers?: IncomingMessage['headers']
  text?: string
  /** The error that ended the exchange before the end of the response. */
  error?: string
}

/** One request on a connection of its own; it waits for the response until `givesUp` resolves. */
export function send(
  method: string,
  url: string,
  body?: Buffer,
  givesUp?: Promise<unknown>,
): Promise<Seen> {
  return new Promise((resolve) => {
    const seen: Seen = {}
    const client = request(url, {
      method,
      agent: false,
      headers:
        method === 'OPTIONS'
          ? PREFLIGHT
          : { 'Content-Type': 'image/jpeg', 'Content-Length': body?.length ?? 0 },
    })
    const done = (error?: string) => resolve(error === undefined ? seen : { ...seen, error })
    void givesUp?.then(() => client.destroy(new Error('no answer')))
    client.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    client.on('response', (response) => {
      Object.assign(seen, { status: response.statusCode, headers: response.headers, text: '' })
      response.on('data', (chunk: Buffer) => {
        seen.text = `${seen.text ?? ''}${chunk.toString().slice(0, 1_000)}`
      })
      response.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
      response.on('end', () => done())
    })
    client.end(body)
  })
}
