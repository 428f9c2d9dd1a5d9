// A handler of the built package, requests of a page for a link, and the service's response.
import { join } from 'node:path'
import { root } from '../../../lib/run.mjs'

const { createUploadHandler } = await import(join(root, 'dist/server/index.js'))

export const createHandler = (options) =>
  createUploadHandler({
    accessKey: 'access',
    secretKey: 'secret',
    authorize: (request) => request.headers.get('X-Session'),
    ...options,
  })

/** @param session the subject */
export const linkRequest = (session = 'mina') =>
  new Request('https://app.example.test/presigned-url', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Session': session },
    body: '{"assetType":"IMAGE","assetFileName":"a.jpg"}',
  })

export const linkResponse = () =>
  Response.json({
    code: '0',
    result: {
      assetFileKey: 'images/a.jpg',
      presignedUploadUrl: 'https://storage.example.test/a',
      expirationSeconds: 900,
    },
  })
