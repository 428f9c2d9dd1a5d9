// Builds `dist`: modules, then each worker as a file of its own, then the types and the style
// sheet.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const workers = [
  'core/prepare/prepare.worker',
  'core/prepare/cmyk/cmyk.worker',
  'heic/heic.worker',
  'heic/heic-split.worker',
]
const logLevel = process.argv.includes('--verbose') ? 'info' : 'warn'

await build({ logLevel })
for (const worker of workers) {
  if (existsSync(`src/${worker}.ts`)) await build({ mode: `worker:${worker}`, logLevel })
}

const styles = 'src/styles/styles.css'
if (existsSync(styles)) {
  mkdirSync(dirname('dist/styles.css'), { recursive: true })
  copyFileSync(styles, 'dist/styles.css')
}

// The types come last, so that `dist` is complete even after a type error. The exit code reports
// the error.
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const types = spawnSync(process.execPath, [tsc, '-p', 'src/tsconfig.build.json'], {
  stdio: 'inherit',
})
process.exit(types.status ?? 1)
