/** The worker's side: decodes images as the page sends them. */
import { decodeHeic, type HeicJob } from './decode.js'
import type { LoadLibrary } from './library.js'

/** Page to worker. */
interface HeicRequest extends HeicJob {
  readonly id: number
}

/**
 * Worker to page. `broken`: libheif cannot decode this file; else the failure is not the file's.
 */
export type HeicResponse =
  | { readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly id: number; readonly broken: boolean; readonly message: string }

/** @param load loads libheif when the first image arrives */
export function serve(load: LoadLibrary): void {
  let current = 0
  const respond = (message: HeicResponse | { ready: true }) =>
    self.postMessage(message, 'bitmap' in message ? { transfer: [message.bitmap] } : {})
  const fail = (id: number, error: unknown) =>
    respond({
      id,
      broken: error instanceof DOMException && error.name === 'EncodingError',
      message: String(error),
    })
  self.onmessage = async ({ data: { id, ...job } }: MessageEvent<HeicRequest>) => {
    current = id
    try {
      respond({ id, bitmap: await decodeHeic(job, load) })
    } catch (error) {
      fail(id, error)
    }
  }
  // libheif rejects promises that it does not return, for example when memory runs out.
  self.onunhandledrejection = (event) => {
    event.preventDefault()
    fail(current, event.reason)
  }
  respond({ ready: true })
}
