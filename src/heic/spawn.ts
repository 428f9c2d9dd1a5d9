/**
 * Alone in its module and only ever imported lazily; bundlers know the expressions by their form.
 */
export const spawnBundled = (): Worker =>
  new Worker(new URL('./heic.worker.js', import.meta.url), { type: 'module' })
export const spawnSplit = (): Worker =>
  new Worker(new URL('./heic-split.worker.js', import.meta.url), { type: 'module' })
