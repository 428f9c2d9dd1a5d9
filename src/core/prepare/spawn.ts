/**
 * Creates the engine's worker. Alone in its module, which is only imported on demand, because
 * CommonJS test runners cannot parse `import.meta`. Bundlers recognize exactly this expression.
 */
export const spawn = (): Worker =>
  new Worker(new URL('./prepare.worker.js', import.meta.url), { type: 'module' })
