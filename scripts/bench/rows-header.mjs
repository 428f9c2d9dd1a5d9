// Validating an image: from bytes in memory, and from a file on disk, to the decision.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { watchMemory } from './memory.mjs'
import { mb, median, ms } from './report.mjs'

const manifest = (corpus) => JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8'))

export async function benchHeaders(name, { freshPage, corpus, report }) {
  const { call } = await freshPage()
  const files = manifest(corpus)
  const results = []
  for (const { file } of files) results.push({ file, ...(await call('result', file)) })
  const slowest = (part) =>
    results
      .map(({ file, [part]: times }) => ({ file, time: median(times) }))
      .toSorted((a, b) => b.time - a.time)[0]
  const [header, whole] = [slowest('header'), slowest('whole')]
  const decodes = results.reduce((sum, result) => sum + result.decodes, 0)
  report.atMost(
    name,
    `by the header, slowest of ${files.length} files (${header.file})`,
    header.time,
    { limit: 5, show: ms },
  )
  report.line(
    name,
    `and to the end of the file: metadata, cut images (${whole.file})`,
    ms(whole.time),
  )
  report.line(name, 'decode calls', decodes, { limit: '0', met: decodes === 0 })
}

/** Selects a file on disk by the file chooser's event. `peak` is the largest memory of all runs. */
async function selections(file, { freshPage, corpus, runs, pid }) {
  const { call, choose } = await freshPage()
  const found = []
  for (let i = 0; i <= runs; i++) {
    const peak = watchMemory(pid)
    const selection = call('selection')
    await choose(join(corpus, file))
    const { outcome, decodes, ms: time } = await selection
    if (i > 0) found.push({ outcome, decodes, time, peak: peak() })
  }
  return {
    time: median(found.map(({ time }) => time)),
    worst: Math.max(...found.map(({ time }) => time)),
    peak: Math.max(...found.map(({ peak }) => peak)),
    decodes: found.reduce((sum, { decodes }) => sum + decodes, 0),
    outcome: found[0].outcome,
  }
}

export async function benchBombs(name, context) {
  for (const { file } of manifest(context.corpus).filter(({ file: path }) =>
    path.includes('bomb'),
  )) {
    const { time, peak, decodes, outcome } = await selections(file, context)
    context.report.atMost(name, `${file}, from selection to “${outcome}”`, time, {
      limit: 100,
      show: ms,
    })
    context.report.atMost(name, `${file}, extra memory`, peak, { limit: 20e6, show: mb })
    context.report.line(name, `${file}, decode calls`, decodes, { limit: '0', met: decodes === 0 })
  }
}

export async function benchSelection(name, context) {
  const { time, worst, decodes, outcome } = await selections('jpeg/photo-12mp-over5mb.jpg', context)
  context.report.atMost(
    name,
    `file on disk to “${outcome}”, copied into memory (worst ${ms(worst)})`,
    time,
    { limit: 15, show: ms },
  )
  context.report.line(name, 'decode calls', decodes, { limit: '0', met: decodes === 0 })
}
