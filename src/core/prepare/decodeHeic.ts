/** The injected HEIC decoder, with its failures named like the engine's. */
import { isLoadError } from '../platform/lazy.js'
import type { HeicDecodeOptions, HeicDecoder } from './types.js'
import { EngineError } from './engine/job.js'

/**
 * A decoder says that the file is broken by an `EncodingError`; anything else is its own trouble
 * (wasm blocked, no network).
 */
export async function decodeHeic(
  decoder: HeicDecoder,
  image: Blob,
  options: HeicDecodeOptions,
): Promise<ImageBitmap> {
  try {
    return await decoder(image, options)
  } catch (error) {
    options.signal.throwIfAborted()
    if (isLoadError(error)) throw error
    const broken = error instanceof DOMException && error.name === 'EncodingError'
    throw new EngineError(broken ? 'undecodable' : 'failed', String(error))
  }
}
