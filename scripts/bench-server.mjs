// `npm run bench:server [-- section…]`: rates, shares and latencies of the server half. The
// sections are the modules of scripts/bench/server; without an argument all of them run. The
// figures are valid on an idle machine only.
import { readdirSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { root, run } from './lib/run.mjs'

const folder = join(root, 'scripts/bench/server')
const sections = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace('.mjs', ''))
const wanted = process.argv.length > 2 ? process.argv.slice(2) : sections

if (!run('npm', ['run', '--silent', 'build'])) process.exit(1)

const load = loadavg().map((one) => one.toFixed(1))
const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model ?? 'unknown processor'}`
const day = new Date().toISOString().slice(0, 10)
console.log(`Node ${process.versions.node}, ${machine}, ${day}, load ${load.join(' ')}\n`)
console.log('| section | figure | measured | target | met |\n| --- | --- | --- | --- | --- |')
for (const section of wanted) {
  const { measure } = await import(join(folder, `${section}.mjs`))
  for (const { figure, measured, target = '', met } of await measure()) {
    const mark = met ? 'yes' : '**no**'
    console.log(`| ${section} | ${figure} | ${measured} | ${target} | ${target ? mark : ''} |`)
  }
}
