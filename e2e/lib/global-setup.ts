import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { installBuiltPackage, root } from './built-package.ts'

/** Builds the page of the tests with the packed package. Fixtures find it by E2E_SITE. */
export default async function globalSetup(): Promise<() => void> {
  const folder = await installBuiltPackage()
  cpSync(join(root, 'e2e/app'), join(folder, 'app'), { recursive: true })
  await build({
    root: join(folder, 'app'),
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    // A production build with a Profiler that works; in the ordinary production build it is never
    // called.
    resolve: { alias: { 'react-dom/client': 'react-dom/profiling' } },
    build: { outDir: join(folder, 'site'), target: 'es2022', chunkSizeWarningLimit: 4000 },
  })
  process.env.E2E_SITE = join(folder, 'site')
  return () => rmSync(folder, { recursive: true, force: true })
}
