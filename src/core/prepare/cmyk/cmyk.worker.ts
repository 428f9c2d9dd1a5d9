/**
 * The script of the CMYK engine's worker. It is a worker of its own because few images need it, and
 * a worker's single file cannot load more code on demand.
 */
import { serve } from '../engine/job.js'
import { run } from './run.js'

serve(run)
