/**
 * A worker of its own, because few images need it; workers are single files that cannot load more
 * when they do.
 */
import { serve } from '../engine/serve.js'
import { run } from './run.js'

serve(run)
