/** The script of the HEIC worker with the wasm inside. */
import { loadBundled } from './bundled.js'
import { serve } from './serve.js'

serve(loadBundled)
