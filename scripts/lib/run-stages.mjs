// Runs stages, prints what they print, and adds up their tests. The last line counts them.
import { spawnSync } from 'node:child_process'
import { root, runAside, seconds } from './run.mjs'

/** The stages that `--only=lint,e2e` names; `undefined`: all. */
export const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',')

/** Installs what is missing; ends the run if that fails. */
export function setUp(...args) {
  const setup = spawnSync(process.execPath, ['scripts/setup.mjs', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (setup.status === 0) return
  console.log('0 passed, 1 failed')
  process.exit(1)
}

/**
 * Runs one stage and counts its tests. A tool that fails, and a test runner that fails without a
 * failed test, count as one failure.
 */
async function runStage(stage, print, settings) {
  const run = (command, args, extraEnv) => runAside(command, args, { print, extraEnv })
  const ok = await stage.work({ run, ...settings })
  const counted = stage.tests?.() ?? { passed: 0, failed: 0, skipped: [] }
  return { ...counted, failed: ok ? counted.failed : Math.max(1, counted.failed) }
}

/** @param settings What every stage gets besides `run`. */
export function createRun(settings = {}) {
  const total = { passed: 0, failed: 0, skipped: [] }
  /** The result of each stage, in the order in which they began. */
  const lines = new Map()
  return {
    total,
    async finish(stage, print) {
      const start = Date.now()
      lines.set(stage.name, '')
      print(`\n━━ ${stage.name}\n`)
      const result = await runStage(stage, print, settings).catch((error) => {
        print(`${String(error)}\n`)
        return { passed: 0, failed: 1, skipped: [] }
      })
      total.passed += result.passed
      total.failed += result.failed
      total.skipped.push(...result.skipped)
      const counts = stage.tests ? `, ${result.passed} passed, ${result.failed} failed` : ''
      const mark = result.failed === 0 ? '✓' : '✗'
      lines.set(stage.name, `${mark} ${stage.name} ${seconds(start)}${counts}`)
    },
    /** Prints the results and ends the process. */
    report(started) {
      console.log('')
      for (const line of lines.values()) console.log(line)
      console.log(`in all ${seconds(started)}`)
      for (const test of total.skipped) console.log(`skipped: ${test.name}: ${test.reason}`)
      console.log(`${total.passed} passed, ${total.failed} failed`)
      process.exit(total.failed === 0 ? 0 : 1)
    },
  }
}
