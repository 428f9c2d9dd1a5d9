/** The worker's whole script. */
import { run } from './engine/run.js'
import { serve } from './engine/serve.js'

serve(run)
