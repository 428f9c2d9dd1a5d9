// The table of results. It is printed row by row and can be written to docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

export const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`
export const mb = (value) => `${(value / 1e6).toFixed(0)} MB`
export const ratio = (value) => `${value.toFixed(2)} ×`
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

const START = '<!-- bench:prepare -->'
const END = '<!-- /bench:prepare -->'

/** @param met Undefined if there is no target. */
function resultOf(met) {
  if (met === undefined) return ''
  return met ? 'yes' : '**no**'
}

export function createReport() {
  const lines = []
  /**
   * Adds a row. `limit` is the target as text, and `met` whether the value reaches it; both are
   * missing if there is no target.
   */
  function line(work, figure, value, { limit = '', met } = {}) {
    lines.push(`| ${work} | ${figure} | ${value} | ${limit} | ${resultOf(met)} |`)
    console.log([work, figure, value, limit, resultOf(met)].join(' · '))
  }
  return {
    line,
    /** Adds a row with a number that may not exceed `limit`; `show` formats both. */
    atMost(work, figure, value, { limit, show }) {
      line(work, figure, show(value), { limit: `≤ ${show(limit)}`, met: value <= limit })
    },
    write({ browser, runs }) {
      const path = join(import.meta.dirname, '../../docs/performance.md')
      const text = readFileSync(path, 'utf8')
      const machine = `Measured on ${cpus().length} × ${cpus()[0].model.trim()}, Chromium ${browser}, ${new Date().toISOString().slice(0, 10)}; medians of ${runs}.`
      const table = [
        '| work | figure | measured | target | met |',
        '| --- | --- | --- | --- | --- |',
        ...lines,
      ].join('\n')
      const [head, tail] = [
        text.slice(0, text.indexOf(START) + START.length),
        text.slice(text.indexOf(END)),
      ]
      writeFileSync(path, `${head}\n\n${machine}\n\n${table}\n\n${tail}`)
    },
  }
}
