/**
 * Creates the HEIC workers. Alone in its module, which is only imported on demand. Bundlers
 * recognize exactly these expressions.
 */
export const spawnBundled = (): Worker =>
  new Worker(new URL('./heic.worker.js', import.meta.url), { type: 'module' })
export const spawnSplit = (): Worker =>
  new Worker(new URL('./heic-split.worker.js', import.meta.url), { type: 'module' })
