/**
 * One row of the fault matrix: drives the real component in any engine, and checks what every row
 * must keep: no uncaught error, nothing leaked, one `send()` per link, at most three links per
 * action, exactly one terminal callback per outcome, a button that goes on, and a focus that is
 * never lost to the body.
 */
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, type TestInfo } from '@playwright/test'
import type { UploadErrorCode, UploadFailure } from '../../src/core/errors.ts'
import type { UploadedAsset } from '../../src/core/pipeline/types.ts'
import { messageFor } from '../../src/locales/messageFor.ts'
import type { Faults } from '../../src/testing/faults/faults.ts'
import type { SearchImageUploaderProps } from 'search-image-uploader'
import type { Backend } from '../fixtures.ts'
import { installProbe, type ProbeReport } from '../probes/probe.ts'
import { until, type Drive } from './drive.ts'
import { withoutMarks } from './hand.ts'

/** Events that end an action; each outcome has exactly one. */
const TERMINAL = ['onUploadComplete', 'onError', 'onReject', 'onCancel']

/**
 * React DOM listens once per document and never stops; Playwright listens around its own clicks.
 */
const NOT_OURS =
  /^(document:selectionchange|window:(__playwright\w+|auxclick|click|contextmenu|dblclick|mouse(down|move|up)|pointer(down|up)|touch(cancel|end|start)))$/

/**
 * Props that survive JSON. Functions are given in the page: `row.evaluate(() =>
 * window.host.update({…}))`.
 */
export type PlainProps = Partial<SearchImageUploaderProps>

export interface Expected {
  phase?: UploadFailure['phase']
  recovery?: UploadFailure['recovery']
  details?: Readonly<Record<string, unknown>>
  /** Links asked for by this action. */
  presigns?: number
  /** `send()` calls of this action. */
  sends?: number
}

interface Entry<T = unknown> {
  readonly event: string
  readonly value: T
}

export class Row {
  /** Terminal events that were awaited; more than that is a callback too many. */
  #terminals = 0
  #before = { presigns: 0, sends: 0 }
  #opened = false
  readonly drive: Drive
  readonly backend: Backend
  readonly #info: TestInfo

  constructor(drive: Drive, backend: Backend, info: TestInfo) {
    this.drive = drive
    this.backend = backend
    this.#info = info
  }

  readonly evaluate: Drive['evaluate'] = (run, argument) => this.drive.evaluate(run, argument)

  /** Opens the page and sets the probe before anything is mounted. */
  async open(): Promise<void> {
    await this.drive.goto(this.backend.url)
    await until(this.drive, () => document.documentElement.dataset.ready)
    await this.drive.evaluate(installProbe)
    // Full jitter at a tenth: the waits are real and short. Their spread is the unit tests' matter.
    await this.drive.evaluate(() => void (Math.random = () => 0.1))
    this.#opened = true
  }

  /**
   * Mounts the component with the defaults of a host that gives only `endpoint`; its time limits
   * only with `ownLimits`.
   */
  async mount(props: PlainProps = {}, { ownLimits = false } = {}): Promise<void> {
    if (!this.#opened) await this.open()
    await this.drive.evaluate((given) => window.host.mount(given), { props, ownLimits })
    await until(
      this.drive,
      () => document.querySelector('#mount-main [data-part=trigger]') !== null,
    )
  }

  /** What the page's endpoint, and what service and storage do from now on. */
  faults(faults: { endpoint?: Pick<Faults, 'presign' | 'complete'>; service?: Faults }): void {
    this.backend.setFaults(faults)
  }

  /** Everything behaves well again. */
  heal(): void {
    this.backend.setFaults({})
  }

  /** A file of its own on disk, so that choosing it is choosing a real file. */
  file(name: string, bytes: Uint8Array | string): string {
    const path = this.#info.outputPath(name)
    writeFileSync(path, bytes)
    return path
  }

  /** Starts a user action: links and sends are counted anew. */
  async begin(): Promise<void> {
    this.#before = await this.#counted()
  }

  /**
   * Chooses files by the component's own file input, with the focus on the button that opens it.
   */
  async choose(path: string): Promise<void> {
    await this.begin()
    await this.drive.evaluate(() =>
      document.querySelector<HTMLElement>('#mount-main [data-part=trigger]')?.focus(),
    )
    await this.drive.choose(path, '#mount-main input[type=file]')
  }

  /** Clicks a button of the component; `primary` goes on, `remove` is ×. */
  async click(part: 'primary' | 'remove'): Promise<void> {
    await this.begin()
    await this.drive.click(`#mount-main [data-part=${part}]`)
  }

  /** Links that this action has asked for so far. */
  async presigns(): Promise<number> {
    return (await this.#counted()).presigns - this.#before.presigns
  }

  /** Milliseconds from the last call of the endpoint to the error that it ended with. */
  async answerTime(): Promise<number> {
    const { fetches } = await this.report()
    const failed = await this.drive.evaluate(
      () => window.host.log.findLast(({ event }) => event === 'onError')?.at ?? Number.NaN,
    )
    return failed - (fetches.at(-1)?.at ?? Number.NaN)
  }

  status(): Promise<string | null> {
    return this.drive.evaluate(
      () =>
        document.querySelector('#mount-main [data-part=root]')?.getAttribute('data-status') ?? null,
    )
  }

  /** Waits for a status that is not an outcome. */
  async reaches(status: string): Promise<void> {
    await until(
      this.drive,
      (wanted) =>
        document.querySelector(`#mount-main [data-part=root][data-status=${wanted}]`) !== null,
      status,
    )
  }

  /** Waits for a sentence on the page, as a person reads it. */
  async shows(text: string): Promise<void> {
    const seen = (wanted: string) => {
      const shown =
        document.querySelector<HTMLElement>('#mount-main [data-part=root]')?.innerText ?? ''
      return shown
        .replace(/[\u2060-\u2069]/g, '')
        .replaceAll('\u00A0', ' ')
        .replace(/\s+/g, ' ')
        .includes(wanted)
    }
    await until(this.drive, seen, text)
  }

  /**
   * Everything that could be read in the components, in order, without the characters that isolate
   * names and numbers.
   */
  async readings(): Promise<string> {
    return withoutMarks((await this.report()).texts.join('\n')).replaceAll('\u00A0', ' ')
  }

  report(): Promise<ProbeReport> {
    return this.drive.evaluate(() => {
      if (!window.probe) throw new Error('no probe on this page')
      return window.probe.report()
    })
  }

  /** Every status in order, without repetitions. */
  statuses(): Promise<string[]> {
    return this.drive.evaluate(() =>
      window.host.states
        .map(({ status }) => status)
        .filter((status, i, all) => status !== all[i - 1]),
    )
  }

  /** The action ends with an asset key, and says so. */
  async succeeds(expected: Expected = {}): Promise<UploadedAsset> {
    const { event, value } = await this.outcome<UploadedAsset>()
    expect({ event, value }).toMatchObject({
      event: 'onUploadComplete',
      value: { assetKey: expect.stringMatching(/./) as unknown },
    })
    await this.shows(value.confirmed ? 'Ready to search' : 'Uploaded')
    await this.#counts(expected)
    return value
  }

  /**
   * The action ends with this error: its sentence is shown and announced, and the image is still
   * there.
   */
  async fails(code: UploadErrorCode, expected: Expected = {}): Promise<UploadFailure> {
    const { event, value } = await this.outcome<UploadFailure>()
    const { phase, recovery, details } = expected
    const given = Object.fromEntries(
      Object.entries({ phase, recovery, details }).filter(([, wanted]) => wanted !== undefined),
    )
    expect({ event, value }).toMatchObject({ event: 'onError', value: { code, ...given } })
    await this.#says(value)
    await this.reaches('error')
    expect(
      await this.drive.evaluate(
        () => document.querySelector('#mount-main [data-part=details]') !== null,
      ),
    ).toBe(true)
    await this.#counts(expected)
    return value
  }

  /**
   * The selection is rejected with this sentence; what was there before stays, and no request is
   * made.
   */
  async rejects(
    code: UploadErrorCode,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<UploadFailure> {
    const { event, value } = await this.outcome<UploadFailure>()
    expect({ event, value }).toMatchObject({
      event: 'onReject',
      value: { code, phase: 'choose', recovery: 'choose-another', details },
    })
    await this.#says(value)
    await this.#counts({ presigns: 0, sends: 0 })
    return value
  }

  /** Any outcome of this kind, where its details are the browser's selection. */
  async ends(event: 'onError' | 'onReject'): Promise<UploadFailure> {
    const outcome = await this.outcome<UploadFailure>()
    expect(outcome.event).toBe(event)
    await this.#says(outcome.value)
    await this.#counts({})
    return outcome.value
  }

  async cancels(): Promise<void> {
    const { event } = await this.outcome()
    expect(event).toBe('onCancel')
  }

  /**
   * The button is not dead: once the trouble is over, one click ends with an asset, and the file is
   * not chosen again.
   */
  async goesOn(expected: Expected = {}): Promise<UploadedAsset> {
    this.heal()
    const text = await this.drive.evaluate(
      () => document.querySelector('#mount-main [data-part=primary]')?.textContent,
    )
    expect(['Try again', 'Check again', 'Upload', 'Renew and upload']).toContain(text)
    await this.click('primary')
    return this.succeeds(expected)
  }

  /** The way on after a rejection: another image. */
  async takes(path: string): Promise<UploadedAsset> {
    this.heal()
    await this.choose(path)
    return this.succeeds({})
  }

  /** What every row keeps. Ends the page's components. */
  async finish(): Promise<void> {
    if (!this.#opened) return
    await this.drive.evaluate(() => window.probe?.stopWatchingFocus())
    const { before, left } = await this.drive.evaluate(() => {
      window.host.unmount()
      if (!window.probe) throw new Error('no probe on this page')
      return { before: window.host.log.length, left: window.probe.report() }
    })
    expect(leaks(left), 'leaks').toEqual({
      openXhrs: 0,
      objectUrls: 0,
      bitmaps: 0,
      workers: true,
      listeners: {},
    })
    await sleep(150)
    const { log, errors } = await this.drive.evaluate(() => ({
      log: window.host.log.map(({ event }) => event),
      errors: window.host.errors,
    }))
    const report = await this.report()
    expect(log.slice(before), 'callbacks after unmount').toEqual([])
    expect(
      log.filter((event) => TERMINAL.includes(event)).length,
      'one terminal callback per outcome',
    ).toBe(this.#terminals)
    expect([...errors, ...report.errors], 'uncaught errors').toEqual([])
    expect(
      report.console.filter(({ level }) => level === 'error'),
      'console.error',
    ).toEqual([])
    expect(report.focusLost, 'focus on the body').toEqual([])
    expect(
      sendsPerLink(report).filter((sends) => sends > 1),
      'links that were used twice',
    ).toEqual([])
  }

  /** The next terminal callback, whatever it is. */
  async outcome<T>(): Promise<Entry<T>> {
    const nth = ({ n, names }: { n: number; names: string[] }) => {
      const entry = window.host.log.filter(({ event }) => names.includes(event))[n]
      return entry && (JSON.parse(JSON.stringify(entry)) as { event: string; value: unknown })
    }
    const entry = await until(this.drive, nth, { n: this.#terminals, names: TERMINAL })
    this.#terminals += 1
    return entry as Entry<T>
  }

  #counted(): Promise<{ readonly presigns: number; readonly sends: number }> {
    return this.drive.evaluate(() => {
      if (!window.probe) throw new Error('no probe on this page')
      return window.probe.counts()
    })
  }

  async #says(error: UploadFailure): Promise<void> {
    const isSaid = (text: string) => {
      const alert = document.querySelector('#mount-main [data-part=alert]')
      const seen = [...document.querySelectorAll('#mount-main [data-part=root] *')].some(
        (element) =>
          element.closest('[role=alert], [role=status]') === null &&
          element.textContent.includes(text) &&
          element.checkVisibility(),
      )
      return seen && alert?.textContent.trim().endsWith(text) === true
    }
    await until(this.drive, isSaid, withoutMarks(messageFor(error)))
  }

  async #counts({ presigns, sends }: Expected): Promise<void> {
    const counted = await this.#counted()
    const asked = counted.presigns - this.#before.presigns
    expect(asked, 'links per action').toBeLessThanOrEqual(3)
    if (presigns !== undefined) expect(asked, 'links').toBe(presigns)
    if (sends !== undefined) expect(counted.sends - this.#before.sends, 'sends').toBe(sends)
  }
}

/**
 * Milliseconds that an action took, again and again until one of them is below the limit: the
 * others may have waited for a busy machine. One that never is fails with the patience of a poll.
 */
export async function bestTime(limit: number, action: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  const best = async () => {
    times.push(await action())
    return Math.min(...times)
  }
  await expect.poll(best, { intervals: [0] }).toBeLessThan(limit)
  return times
}

function sendsPerLink({ xhrs }: ProbeReport): number[] {
  const perLink = new Map<string, number>()
  for (const { link, sends } of xhrs) perLink.set(link, (perLink.get(link) ?? 0) + sends)
  return [...perLink.values()]
}

/** One idle worker may wait for the next image. */
function leaks({ openXhrs, objectUrls, bitmaps, workers, listeners }: ProbeReport) {
  const left = Object.fromEntries(
    Object.entries(listeners).filter(([name]) => !NOT_OURS.test(name)),
  )
  return { openXhrs, objectUrls, bitmaps, workers: workers <= 1, listeners: left }
}
