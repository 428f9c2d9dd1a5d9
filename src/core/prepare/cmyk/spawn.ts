/**
 * As the other worker's: alone in its module, lazily imported, and in the form that bundlers know.
 */
export const spawn = (): Worker =>
  new Worker(new URL('./cmyk.worker.js', import.meta.url), { type: 'module' })
