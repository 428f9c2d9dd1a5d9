// CPU time of one request on two versions of Node, and the memory after 200 000 requests. Each
// version runs in a process of its own: `node` of the system, and the one in node_modules.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../lib/run.mjs'

const CHILD = join(import.meta.dirname, 'lib/cost-child.mjs')
/** In µs, by the major version of Node. A request that is signed, and one that is rejected. */
const TARGETS = { 20: { signed: 350, rejected: 170 }, 24: { signed: 200, rejected: 100 } }
const MAX_GROWTH_MB = 2

/** The system's `node` is looked up without the folders of this package. */
const systemPath = process.env.PATH.split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .join(':')
const binaries = [
  execFileSync('sh', ['-c', 'command -v node'], { env: { PATH: systemPath }, encoding: 'utf8' }),
  join(root, 'node_modules/.bin/node'),
]

export async function measure() {
  return binaries.flatMap((binary) => {
    const output = execFileSync(binary.trim(), ['--expose-gc', CHILD], { encoding: 'utf8' })
    const { node, costs, growth } = JSON.parse(output)
    const targets = TARGETS[node.split('.')[0]] ?? TARGETS[24]
    const rows = costs.map(({ name, kind, micros }) => ({
      figure: `${name}, Node ${node}`,
      measured: `${micros.toFixed(0)} µs`,
      target: `≤ ${targets[kind]} µs`,
      met: micros <= targets[kind],
    }))
    const heap = {
      figure: `heap after 200 000 requests, compared with 50 000, Node ${node}`,
      measured: `${growth.toFixed(1)} MB`,
      target: `≤ ${MAX_GROWTH_MB} MB`,
      met: growth <= MAX_GROWTH_MB,
    }
    return [...rows, heap]
  })
}
