// Plays random sequences in the page, as fast as a page can, and looks at what is left.
import type { Host } from './host.js'
import { Life, type Notes } from './life.js'
import type { Options, Pause, SequencePlayer, SequenceReport, Step } from './sequence.js'

const GOOD = 'png/min-224x224.png'
const HEALTHY: Options = { endpoint: 'both', autoUpload: true, validate: 'none' }
/** Far longer than anything takes once nothing is faulty. */
const PATIENCE_MS = 10_000
/** React DOM listens to it for good. */
const NOT_OURS = /^document:selectionchange$/

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function until(seen: () => boolean, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms
  while (!seen()) {
    if (performance.now() > deadline) return false
    await sleep(4)
  }
  return true
}

interface Sequence extends Notes {
  readonly seed: number
  /** Violations that were reported already. */
  told: number
}

export function createPlayer(host: Host): SequencePlayer {
  const lives = new Map<string, Life>()
  const played: Sequence[] = []
  let sequence: Sequence | undefined
  let choices = 0
  let sends = 0
  let errors = 0

  const perform = (step: Step): void => {
    const life = lives.get(step.on)
    if (step.do === 'mount') {
      if (!sequence) throw new Error('no sequence')
      const fresh = new Life(host, step.on, sequence, step)
      lives.set(step.on, fresh)
      fresh.render(step.options)
    } else if (life) {
      act(life, step)
    }
  }

  const act = (life: Life, step: Step): void => {
    switch (step.do) {
      case 'props':
        return life.render(step.options)
      case 'choose':
      case 'drop':
        return choose(life, step.file, step.do)
      case 'unmount':
        life.unmount()
        return void lives.delete(step.on)
      case 'upload':
      case 'retry':
        life.acts()
        return step.by === 'click' ? click(life, 'primary') : life.handle?.[step.do]()
      case 'cancel':
      case 'reset':
        return step.by === 'click' ? click(life, 'remove') : life.handle?.[step.do]()
    }
  }

  /** A name of its own for every choice, so that none can pass for another. */
  const choose = (life: Life, path: string, how: 'choose' | 'drop'): void => {
    const bytes = window.files[path]
    if (!bytes) throw new Error(`no file ${path}`)
    const file = new File([bytes], `${++choices}-${path.split('/').at(-1)}`)
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(file)
    life.chosen = file.name
    const root = rootOf(life)
    if (how === 'drop') root?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    const input = root?.querySelector<HTMLInputElement>('input[type=file]')
    if (how === 'drop' || !input) return
    input.files = dataTransfer.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }

  const pause = async (on: string, how: Pause): Promise<void> => {
    if (typeof how === 'number') return sleep(how)
    await sleep(0)
    await until(() => lives.get(on)?.status === how, 150)
  }

  /** Nothing is faulty any more: whatever happened, one click or one choice ends with an asset. */
  const goOn = async (life: Life): Promise<void> => {
    life.render(HEALTHY, true)
    await until(() => life.isCommitted, PATIENCE_MS)
    if (!(await until(() => life.isResting, PATIENCE_MS))) return life.violates(`still ${life.status}`)
    if (life.status === 'success') return
    for (let clicks = 1; clicks <= 3; clicks++) {
      const asks = primaryOf(life)?.textContent === 'Check again'
      if (!(await goesOn(life))) return life.violates(`no end, still ${life.status}`)
      if (is(life, 'success')) return
      // "Check again" sends nothing, and where the host wanted a click before the upload, "Try again" ends there.
      if (!asks && !is(life, 'ready')) break
    }
    life.violates(`one click ended with ${life.status} ${life.lastError}`)
  }

  /** One click, or one choice where there is nothing to click; true once it has come to something. */
  const goesOn = async (life: Life): Promise<boolean> => {
    // React may have to draw the button first.
    await sleep(0)
    const { outcomes, status } = life
    life.acts()
    if (primaryOf(life)) click(life, 'primary')
    else choose(life, GOOD, 'choose')
    return until(() => life.outcomes > outcomes || (status !== 'ready' && is(life, 'ready')), PATIENCE_MS)
  }

  const finish = async (): Promise<SequenceReport> => {
    if (!sequence) throw new Error('no sequence')
    const mine = sequence
    await Promise.all([...lives.values()].map(goOn))
    for (const life of lives.values()) life.unmount()
    lives.clear()
    mine.violations.push(...left(), ...said())
    mine.told = mine.violations.length
    sequence = undefined
    return { violations: [...mine.violations], trace: mine.trace, assets: mine.assets }
  }

  /** What is still held or under way, right after the last component has gone. */
  const left = (): string[] => {
    const { openXhrs, objectUrls, bitmaps, workers, listeners, xhrs } = report()
    sends = xhrs.length
    const perLink = new Map<string, number>()
    for (const one of xhrs) perLink.set(one.link, (perLink.get(one.link) ?? 0) + one.sends)
    const twice = [...perLink.values()].filter((times) => times > 1)
    const ours = Object.entries(listeners).filter(([name]) => !NOT_OURS.test(name))
    return [
      ...Object.entries({ openXhrs, objectUrls, bitmaps }).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what} left`])),
      // One idle worker may wait for the next picture.
      ...(workers > 1 ? [`${workers} workers left`] : []),
      ...ours.map(([name, count]) => `${count} listeners left: ${name}`),
      ...(twice.length > 0 ? [`${twice.length} links were used twice`] : []),
    ]
  }

  /** What the page has thrown and the console was told since the last look. */
  const said = (): string[] => {
    const { errors: thrown, console } = report()
    const all = [...thrown, ...console.filter(({ level }) => level === 'error').map(({ text }) => text)]
    return all.slice(errors, (errors = all.length)).map((text) => `uncaught: ${text}`)
  }

  return {
    async play(seed, steps) {
      const idle = { openXhrs: report().openXhrs, sends: report().xhrs.length - sends }
      if (idle.openXhrs + idle.sends !== 0) played.at(-1)?.violations.push(`sent after the end: ${JSON.stringify(idle)}`)
      sequence = { seed, violations: [], trace: [], assets: [], told: 0 }
      played.push(sequence)
      for (const step of steps) {
        const { pause: how, ...action } = step
        sequence.trace.push(`${Math.round(performance.now())} ${JSON.stringify(action)}`)
        perform(step)
        await pause(step.on, how)
      }
    },
    finish,
    late: () => played.flatMap(({ seed, violations, told }) => violations.slice(told).map((text) => `sequence ${seed}, late: ${text}`)),
  }
}

function report() {
  if (!window.probe) throw new Error('no probe on this page')
  return window.probe.report()
}

/** Asked anew each time: what it is changes while it is waited for. */
const is = (life: Life, status: Life['status']): boolean => life.status === status
const rootOf = ({ name }: Life) => document.querySelector<HTMLElement>(`#mount-${name} [data-part=root]`)
const primaryOf = (life: Life) => rootOf(life)?.querySelector('[data-part=primary]:not([aria-disabled])')
const click = (life: Life, part: string) => rootOf(life)?.querySelector<HTMLElement>(`[data-part=${part}]`)?.click()
