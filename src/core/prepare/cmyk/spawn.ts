/** Creates the CMYK engine's worker; alone in its module like that of the engine. */
export const spawn = (): Worker =>
  new Worker(new URL('./cmyk.worker.js', import.meta.url), { type: 'module' })
