/** The worker side: images in, bitmaps out. */
import { decodeHeic, type HeicOrder } from './decode.js'
import type { LoadLibrary } from './library.js'

export interface HeicRequest extends HeicOrder {
  readonly id: number
}

/** `broken`: the image cannot be decoded by anyone with this library. */
export type HeicReply =
  | { readonly ready: true }
  | { readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly id: number; readonly broken: boolean; readonly message: string }

export function serve(load: LoadLibrary): void {
  let current = 0
  const reply = (message: HeicReply) =>
    self.postMessage(message, 'bitmap' in message ? { transfer: [message.bitmap] } : {})
  const fail = (id: number, error: unknown) =>
    reply({
      id,
      broken: error instanceof DOMException && error.name === 'EncodingError',
      message: String(error),
    })
  self.onmessage = async ({ data: { id, ...order } }: MessageEvent<HeicRequest>) => {
    current = id
    try {
      reply({ id, bitmap: await decodeHeic(order, load) })
    } catch (error) {
      fail(id, error)
    }
  }
  // libheif throws outside of its own promise, for example when memory runs out.
  self.onunhandledrejection = (event) => {
    event.preventDefault()
    fail(current, event.reason)
  }
  reply({ ready: true })
}
