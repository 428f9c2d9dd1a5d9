/** One HTTP request on a connection of its own, sent exactly as it is described. */
import { request, type IncomingHttpHeaders } from 'node:http'

export interface Sent {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /**
   * Sends the head alone, with `Expect: 100-continue`. The body is what this function resolves to
   * after the server has asked for it; without a body nothing more is sent.
   */
  readonly onContinue?: () => Promise<Uint8Array | undefined>
}

export interface Received {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** @throws if the connection ends before the response does */
export function exchange(url: string, sent: Sent): Promise<Received> {
  const { method, body, onContinue } = sent
  const headers = { ...sent.headers, ...(onContinue ? { Expect: '100-continue' } : {}) }
  return new Promise((resolve, reject) => {
    const client = request(url, { method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('error', reject)
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
        client.destroy()
      })
    })
    client.on('error', reject)
    if (!onContinue) return void client.end(body)
    client.on('continue', () => {
      onContinue()
        .then((late) => late && client.end(late))
        .catch(reject)
    })
    client.flushHeaders()
  })
}

/** Sends the head and half of the body, then ends the connection without waiting for a response. */
export function leaveHalfway(url: string, body: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const client = request(url, {
      method: 'PUT',
      headers: { 'Content-Length': String(body.byteLength) },
      agent: false,
    })
    client.on('error', () => undefined)
    client.on('close', () => resolve())
    client.write(body.subarray(0, body.byteLength / 2), () => client.destroy())
  })
}
