/** Calls the host app's HEIC decoder and turns its failures into the engine's. */
import { isLoadError } from '../platform/lazy.js'
import type { HeicDecodeOptions, HeicDecoder } from './types.js'
import { EngineError } from './engine/job.js'

/**
 * Decodes a HEIC. An `EncodingError` of the decoder means that the file is broken; any other error
 * is the decoder's own failure (wasm blocked, no network).
 * @throws EngineError, LoadError where the decoder could not be loaded, or the signal's reason
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
