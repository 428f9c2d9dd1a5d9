/** The search that follows an upload, so that a demo can show what a host app does with the key. */
import { isObject, own, type Fields } from '../core/protocol/json.js'
import { jsonResponse } from '../server/http.js'
import { signRequest } from '../server/upstream/sign.js'
import type { UploadHandler } from '../server/upload-handler.js'
import type { LocalService } from './service/local-service.js'

const SEARCH = '/api/v1/workspaces/demo/assets/search'

/** Serves `POST …/search` with `{ assetKey }` and responds with the results. */
export function createSearchHandler(service: LocalService, baseUrl: string): UploadHandler {
  const call = async (method: 'GET' | 'POST', path: string, body?: Fields): Promise<Fields> => {
    const signature = await signRequest({ method, path, ...service.credentials })
    const response = await fetch(baseUrl + path, {
      method,
      headers: { ...signature, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const envelope: unknown = await response.json()
    const result = isObject(envelope) ? own(envelope, 'result') : undefined
    return isObject(result) ? result : {}
  }
  return async (request) => {
    const cors = {
      'Access-Control-Allow-Origin': request.headers.get('Origin') ?? '*',
      'Access-Control-Allow-Headers': 'content-type',
    }
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
    const fields: unknown = await request.json()
    const imageQuery = isObject(fields) ? own(fields, 'assetKey') : undefined
    const { searchId } = await call('POST', SEARCH, { query: { imageQuery } })
    return typeof searchId === 'string'
      ? jsonResponse(200, await call('GET', `${SEARCH}/${searchId}`), cors)
      : jsonResponse(400, {}, cors)
  }
}
