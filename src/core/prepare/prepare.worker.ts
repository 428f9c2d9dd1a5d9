/** The script of the engine's worker. */
import { run } from './engine/run.js'
import { serve } from './engine/job.js'

serve(run)
