/** The script of the HEIC worker with a separate wasm file. */
import { serve } from './serve.js'
import { loadSplit } from './split.js'

serve(loadSplit)
