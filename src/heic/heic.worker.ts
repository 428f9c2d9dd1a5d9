import { loadBundled } from './bundled.js'
import { serve } from './serve.js'

serve(loadBundled)
