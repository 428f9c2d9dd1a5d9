import { serve } from './serve.js'
import { loadSplit } from './split.js'

serve(loadSplit)
