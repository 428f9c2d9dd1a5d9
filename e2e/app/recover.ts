// Without faults: whatever happened before, one click or one selection ends with an asset.
import type { Life } from './life.js'
import { choose, click, primaryOf, sleep, until } from './touch.js'

const GOOD = 'png/min-224x224.png'
/** Much longer than any step takes by then, also on a shared machine. */
const PATIENCE_MS = 100_000

export async function recover(life: Life): Promise<void> {
  life.render({ endpoint: 'both', autoUpload: true, validate: 'none' }, true)
  await until(() => life.isCommitted, PATIENCE_MS)
  if (!(await until(() => life.isResting, PATIENCE_MS)))
    return life.violates(`still ${life.status}`)
  if (life.status === 'success') return
  for (let clicks = 1; clicks <= 3; clicks++) {
    const asks = primaryOf(life)?.textContent === 'Check again'
    if (!(await goOn(life))) return life.violates(`no end, still ${life.status}`)
    if (is(life, 'success')) return
    // "Check again" sends nothing, and if the host app requires a click before the upload, "Try
    // again" ends there.
    if (!asks && !is(life, 'ready')) break
  }
  life.violates(`one click ended with ${life.status} ${life.lastError}`)
}

/** Clicks once, or selects an image if there is nothing to click. Returns true after an outcome. */
async function goOn(life: Life): Promise<boolean> {
  // React may not have rendered the button yet.
  await sleep(0)
  const { outcomes, status } = life
  life.acts()
  if (primaryOf(life)) click(life, 'primary')
  else choose(life, GOOD)
  return until(
    () => life.outcomes > outcomes || (status !== 'ready' && is(life, 'ready')),
    PATIENCE_MS,
  )
}

/** Read again each time, because it changes during the wait. */
const is = (life: Life, status: Life['status']): boolean => life.status === status
