// Bytes after a bundler and gzip.
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

/**
 * The compressed bytes of a module, or of some of its exports, after a bundler. Code behind
 * `import()`, and the modules of `without`, are not counted.
 */
async function bundled(input, without = /^$/) {
  const id = '\0entry'
  const entry = {
    name: 'entry',
    resolveId: (source) => (source === 'entry' ? { id, moduleSideEffects: true } : undefined),
    load: (found) => (found === id ? input : undefined),
  }
  const rolldownOptions = {
    input: input.includes('export') ? 'entry' : input,
    output: { minify: true },
    preserveEntrySignatures: 'strict',
    external: (found) => found.endsWith('?worker&inline') || without.test(found),
  }
  const settings = { write: false, target: 'es2022', rolldownOptions }
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [entry],
    build: settings,
  })
  return gzipSync(output.find((chunk) => chunk.isEntry).code).length
}

const kb = (bytes) => `${(bytes / 1000).toFixed(2)} kB`

export async function benchSizes(name, { report }) {
  const core = join(import.meta.dirname, '../../src/core')
  const result = `export { readImage } from '${core}/image/format/index.ts'; export { plan } from '${core}/image/plan.ts'; `
  const first = `${result} export { prepare, makePreview } from '${core}/prepare/prepare.ts'; export * from '${core}/errors.ts'; `
  const lazy = `export { reencode } from '${core}/prepare/reencode.ts'; export { drawPreview } from '${core}/prepare/preview.ts'`
  report.atMost(
    name,
    'header readers and plan',
    await bundled(result, /\/(errors|file-name|spec)\.js$/),
    { limit: 5_000, show: kb },
  )
  report.line(
    name,
    'with the errors, names and limits that the whole package shares',
    kb(await bundled(result)),
  )
  report.atMost(name, 'engine: the worker', await bundled(`${core}/prepare/prepare.worker.ts`), {
    limit: 4_000,
    show: kb,
  })
  report.atMost(
    name,
    'engine: the worker for CMYK',
    await bundled(`${core}/prepare/cmyk/cmyk.worker.ts`),
    { limit: 7_000, show: kb },
  )
  const page = (await bundled(first + lazy)) - (await bundled(first))
  report.line(
    name,
    'the page’s side of the engine, loaded with the first image that needs it',
    kb(page),
  )
}
