// Plays random sequences in the page, as fast as possible, and inspects what is left.
import type { Host } from './host.js'
import { Life, type Notes } from './life.js'
import { recover } from './recover.js'
import type { Pause, SequencePlayer, SequenceReport, Step } from './sequence.js'
import { choose, click, sleep, until } from './touch.js'

/** React DOM never removes this listener. */
const NOT_OURS = /^document:selectionchange$/

interface Sequence extends Notes {
  readonly seed: number
  /** Violations that were already reported. */
  told: number
}

export class Player implements SequencePlayer {
  readonly #host: Host
  readonly #lives = new Map<string, Life>()
  readonly #played: Sequence[] = []
  /** What earlier sequences left in the probe; each violation is reported once. */
  readonly #seen: Record<string, number> = {}

  constructor(host: Host) {
    this.#host = host
  }

  async play(seed: number, steps: readonly Step[]): Promise<void> {
    const { openXhrs, xhrs } = report()
    const since = xhrs.length - (this.#seen['xhrs'] ?? 0)
    if (openXhrs + since !== 0)
      this.#played.at(-1)?.violations.push(`after the end: ${since} sent, ${openXhrs} open`)
    const sequence: Sequence = { seed, violations: [], trace: [], assets: [], told: 0 }
    this.#played.push(sequence)
    for (const step of steps) {
      const { pause, ...action } = step
      sequence.trace.push(`${Math.round(performance.now())} ${JSON.stringify(action)}`)
      this.#perform(step, sequence)
      await this.#pause(step.on, pause)
    }
  }

  async finish(): Promise<SequenceReport> {
    const sequence = this.#played.at(-1)
    if (!sequence) throw new Error('no sequence')
    await Promise.all([...this.#lives.values()].map(recover))
    for (const life of this.#lives.values()) life.unmount()
    this.#lives.clear()
    const { violations, trace, assets } = sequence
    violations.push(...this.#left(), ...this.#thrown())
    sequence.told = violations.length
    return { violations: [...violations], trace, assets }
  }

  late(): string[] {
    return this.#played.flatMap(({ seed, violations, told }) =>
      violations.slice(told).map((text) => `sequence ${seed}, late: ${text}`),
    )
  }

  #perform(step: Step, notes: Notes): void {
    const life = this.#lives.get(step.on)
    if (step.do === 'mount') {
      const fresh = new Life(this.#host, step.on, notes, step)
      this.#lives.set(step.on, fresh)
      return fresh.render(step.options)
    }
    if (life) this.#act(life, step)
  }

  #act(life: Life, step: Exclude<Step, { do: 'mount' }>): void {
    switch (step.do) {
      case 'props':
        return life.render(step.options)
      case 'choose':
      case 'drop':
        return choose(life, step.file, step.do)
      case 'unmount':
        life.unmount()
        return void this.#lives.delete(step.on)
      case 'upload':
      case 'retry':
        life.acts()
        return step.by === 'click' ? click(life, 'primary') : life.handle?.[step.do]()
      case 'cancel':
      case 'reset':
        return step.by === 'click' ? click(life, 'remove') : life.handle?.[step.do]()
    }
  }

  async #pause(on: string, pause: Pause): Promise<void> {
    if (typeof pause === 'number') return sleep(pause)
    const since = performance.now()
    // An idle component that was not just touched cannot change without an action.
    const rests = () => this.#lives.get(on)?.isResting !== false && performance.now() - since > 30
    await until(() => this.#lives.get(on)?.status === pause || rests(), 150)
  }

  /** Resources and requests that are left right after the last component was unmounted. */
  #left(): string[] {
    const { openXhrs, objectUrls, bitmaps, workers, listeners, xhrs } = report()
    const sends = new Map<string, number>()
    for (const { link, sends: times } of xhrs) sends.set(link, (sends.get(link) ?? 0) + times)
    this.#grown('xhrs', xhrs.length)
    const twice = [...sends.values()].filter((times) => times > 1).length
    const ours = Object.entries(listeners).filter(([name]) => !NOT_OURS.test(name))
    const held = {
      ...{
        'open XHRs': openXhrs,
        'object URLs': objectUrls,
        bitmaps,
        'links that were used twice': twice,
      },
      // One idle worker may wait for the next image.
      workers: Math.max(0, workers - 1),
      ...Object.fromEntries(ours.map(([name, count]) => [`listeners of ${name}`, count])),
    }
    return Object.entries(held).flatMap(([what, count]) =>
      this.#grown(what, count) > 0 ? [`left: ${count} ${what}`] : [],
    )
  }

  /** Errors and console messages since the last call. */
  #thrown(): string[] {
    const { errors, console } = report()
    const said = console.filter(({ level }) => level === 'error').map(({ text }) => text)
    const since = (what: string, all: readonly string[]) =>
      all.slice(all.length - this.#grown(what, all.length))
    const fresh = [...since('errors', errors), ...since('said', said)]
    return fresh.map((text) => `uncaught: ${text}`)
  }

  /** The difference since the last call. */
  #grown(what: string, count: number): number {
    const before = this.#seen[what] ?? 0
    this.#seen[what] = count
    return count - before
  }
}

function report() {
  if (!window.probe) throw new Error('no probe on this page')
  return window.probe.report()
}
