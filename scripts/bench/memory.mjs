// Peak memory of a browser, all processes together (Linux: https://docs.kernel.org/filesystems/proc.html).
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

function processes(root) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = Number.isNaN(pid) ? undefined : read(`/proc/${pid}/stat`)
    if (stat) parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const within = (pid) => pid === root || (parents.has(pid) && pid > 1 && within(parents.get(pid)))
  return [...parents.keys()].filter(within)
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const kilobytes = (pid, field) =>
  Number(read(`/proc/${pid}/status`)?.match(new RegExp(`${field}:\\s+(\\d+)`))?.[1] ?? 0)

/** Starts a measurement; the function it returns gives the peak above the start, in bytes. */
export function watchMemory(root) {
  const before = processes(root).map((pid) => {
    // 5 resets the peak to the present size.
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    return [pid, kilobytes(pid, 'VmRSS')]
  })
  return () =>
    before.reduce((sum, [pid, rss]) => sum + Math.max(0, kilobytes(pid, 'VmHWM') - rss), 0) * 1024
}
