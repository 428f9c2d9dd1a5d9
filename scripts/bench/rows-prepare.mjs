// Preparing images. The engines take turns, so that a busy machine slows all of them.
import { watchMemory } from './memory.mjs'
import { mb, median, ms, ratio } from './report.mjs'

/** The first round only warms up. */
export async function compare(file, engines, { freshPage, runs, pid }) {
  const { call } = await freshPage()
  const [width, height, bytes] = await call('open', file)
  const found = Object.fromEntries(engines.map((engine) => [engine, []]))
  for (let i = 0; i <= runs; i++) {
    for (const engine of engines) {
      const peak = watchMemory(pid)
      const run = await call('run', engine)
      if (i > 0) found[engine].push({ ...run, memory: peak() })
    }
  }
  const of = (engine, field) => median(found[engine].map((run) => run[field]))
  const most = (engine, field) => Math.max(...found[engine].map((run) => run[field]))
  return { of, most, longTask: most(engines[0], 'longTask'), size: `${width} × ${height}`, bytes }
}

/** `limits`: ratios to browser-image-compression. */
export const benchReencode = (file, limits) => async (name, context) => {
  const { report, proof } = context
  const { of, longTask, size, bytes } = await compare(
    file,
    ['native', 'floor', 'library', ...(proof ? ['proof'] : [])],
    context,
  )
  const time = of('native', 'ms')
  report.line(
    name,
    `time, ${mb(bytes)} to ${size}`,
    `${ms(time)}, ${(of('native', 'bytes') / 1000).toFixed(0)} kB`,
  )
  report.atMost(name, `to the least work (${ms(of('floor', 'ms'))})`, time / of('floor', 'ms'), {
    limit: 1.1,
    show: ratio,
  })
  if (proof)
    report.atMost(
      name,
      `to the proof of concept (${ms(of('proof', 'ms'))})`,
      time / of('proof', 'ms'),
      { limit: 1.1, show: ratio },
    )
  toLibrary('time', 'ms', limits.library, ms)
  toLibrary('peak memory', 'memory', limits.memory, mb)
  reportLongTask(name, longTask, report)

  function toLibrary(what, field, limit, show) {
    const share = of('native', field) / of('library', field)
    const figure = `${what} to browser-image-compression's (${show(of('native', field))} to ${show(of('library', field))})`
    if (limit === undefined) report.line(name, figure, ratio(share))
    else report.atMost(name, figure, share, { limit, show: ratio })
  }
}

const reportLongTask = (name, longest, report) =>
  report.line(
    name,
    'longest main-thread task of all runs',
    longest === 0 ? 'none over 50 ms' : ms(longest),
    { limit: '≤ 50 ms', met: longest <= 50 },
  )

/** The cost in a page whose policy forbids workers. */
export async function benchMainThread(name, { freshPage, runs, report }) {
  const { call } = await freshPage()
  await call('open', 'jpeg/photo-24mp-orient6-gps.jpg')
  const found = []
  for (let i = 0; i <= runs; i++) found.push(await call('run', 'mainThread'))
  const of = (field) => median(found.slice(1).map((run) => run[field]))
  report.line(name, 'time', ms(of('ms')))
  report.line(name, 'longest main-thread task', ms(of('longTask')))
}

export async function benchHeic(name, context) {
  const { report, heicTo } = context
  const engines = ['native', 'heicFloor', ...(heicTo ? ['heicTo'] : [])]
  const { of, longTask } = await compare('heic/grid-24mp-over5mb.heic', engines, context)
  const time = of('native', 'ms')
  report.line(name, 'time', ms(time))
  report.atMost(
    name,
    `to libheif + draw + encode (${ms(of('heicFloor', 'ms'))})`,
    time / of('heicFloor', 'ms'),
    { limit: 1.1, show: ratio },
  )
  if (heicTo)
    report.atMost(name, `to heic-to (${ms(of('heicTo', 'ms'))})`, time / of('heicTo', 'ms'), {
      limit: 0.65,
      show: ratio,
    })
  else report.line(name, 'to heic-to', 'not measured: --heic-to', { limit: `≤ ${ratio(0.65)}` })
  reportLongTask(name, longTask, report)
}

export async function benchPreview(name, { freshPage, runs, report }) {
  const { call } = await freshPage()
  await call('open', 'jpeg/photo-48mp.jpg')
  const found = []
  for (let i = 0; i <= runs; i++) found.push(await call('preview'))
  const gaps = found.slice(1).map((run) => run.frameGap)
  report.atMost(name, 'time', median(found.slice(1).map((run) => run.ms)), { limit: 250, show: ms })
  report.atMost(
    name,
    `longest gap between frames (worst run ${ms(Math.max(...gaps))})`,
    median(gaps),
    { limit: 50, show: ms },
  )
}
