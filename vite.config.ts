import { existsSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * Keeps `new URL('./x', import.meta.url)` for the bundler of the host app. Vite's library mode
 * would rewrite it to a form that webpack, Next, Parcel and esbuild cannot follow, or inline the
 * file as a `data:` URL, which strict CSPs reject.
 */
function keepUrls(): Plugin {
  const MARK = '__KEEP_IMPORT_META_URL__'
  return {
    name: 'keep-urls',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('import.meta.url')) return null
      return { code: code.replaceAll('import.meta.url', MARK), map: null }
    },
    renderChunk(code) {
      return code.includes(MARK)
        ? { code: code.replaceAll(MARK, 'import.meta.url'), map: null }
        : null
    },
  }
}

/** The package's entry points, by their path in `dist`. */
const ENTRIES = [
  'index',
  'core/index',
  'heic/index',
  'server/index',
  'server/redis/index',
  'testing/index',
  'locales/ko',
  'locales/ja',
]

const source = (entry: string) =>
  [`src/${entry}.ts`, `src/${entry}.tsx`].find((path) => existsSync(path))

const sources = (entries: readonly string[]): Record<string, string> =>
  Object.fromEntries(entries.flatMap((entry) => (source(entry) ? [[entry, source(entry)!]] : [])))

/**
 * Every bare import stays an import, because the host app installs and deduplicates dependencies
 * and peers.
 */
const external = /^(?![./\0]|[A-Za-z]:|virtual:)/

/** `--mode worker:<entry>` builds one worker. Every other mode builds the modules. */
export default defineConfig(({ mode }) => {
  const worker = mode.startsWith('worker:') ? mode.slice('worker:'.length) : undefined
  return {
    plugins: [react(), keepUrls()],
    publicDir: false,
    worker: { format: 'es', rolldownOptions: { external, output: { minify: true } } },
    build: {
      target: 'es2022',
      minify: worker !== undefined,
      sourcemap: true,
      emptyOutDir: worker === undefined,
      lib: { entry: sources(worker === undefined ? ENTRIES : [worker]), formats: ['es'] },
      rolldownOptions: {
        external,
        output:
          worker === undefined
            ? {
                preserveModules: true,
                preserveModulesRoot: 'src',
                entryFileNames: (chunk) =>
                  chunk.facadeModuleId?.includes('?worker') ? '[name].inline.js' : '[name].js',
              }
            : { entryFileNames: '[name].js', minify: true },
      },
    },
  }
})
