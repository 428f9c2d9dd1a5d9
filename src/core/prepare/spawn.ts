/**
 * Alone in its module and only ever imported lazily: CommonJS test runners cannot parse
 * `import.meta`. Bundlers know the expression by its form, so it has to stay as it is.
 */
export const spawn = (): Worker =>
  new Worker(new URL('./prepare.worker.js', import.meta.url), { type: 'module' })
