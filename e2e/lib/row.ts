/**
 * One row of the fault matrix: drives the real component in any engine, and checks what every row
 * requires: no uncaught error, nothing leaked, one `send()` per link, at most three links per
 * action, exactly one terminal callback per outcome, a button that continues, and a focus that is
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
 * React DOM adds one listener per document and never removes it; Playwright adds some around its
 * own clicks.
 */
const NOT_OURS =
  /^(document:selectionchange|window:(__playwright\w+|auxclick|click|contextmenu|dblclick|mouse(down|move|up)|pointer(down|up)|touch(cancel|end|start)))$/

/**
 * Props that can be passed as JSON. Functions are set in the page: `row.evaluate(() =>
 * window.host.update({…}))`.
 */
export type PlainProps = Partial<SearchImageUploaderProps>

export interface Expected {
  phase?: UploadFailure['phase']
  recovery?: UploadFailure['recovery']
  details?: Readonly<Record<string, unknown>>
  /** Links that this action requested. */
  presigns?: number
  /** `send()` calls of this action. */
  sends?: number
}

interface Entry<T = unknown> {
  readonly event: string
  readonly value: T
}

export class Row {
  /** Terminal events that the test awaited. One more is a callback too many. */
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
    // Jitter fixed at a tenth: the waits are real and short. Unit tests cover its range.
    await this.drive.evaluate(() => {
      Math.random = () => 0.1
    })
    this.#opened = true
  }

  /** Mounts the component with only `endpoint`; its own time limits only with `ownLimits`. */
  async mount(props: PlainProps = {}, { ownLimits = false } = {}): Promise<void> {
    if (!this.#opened) await this.open()
    await this.drive.evaluate((given) => window.host.mount(given), { props, ownLimits })
    await until(
      this.drive,
      () => document.querySelector('#mount-main [data-part=trigger]') !== null,
    )
  }

  /** Sets the faults of the endpoint, of the service and of the storage. */
  faults(faults: { endpoint?: Pick<Faults, 'presign' | 'complete'>; service?: Faults }): void {
    this.backend.setFaults(faults)
  }

  /** Removes all faults. */
  heal(): void {
    this.backend.setFaults({})
  }

  /** A separate file on disk, so that the browser selects a real file. */
  file(name: string, bytes: Uint8Array | string): string {
    const path = this.#info.outputPath(name)
    writeFileSync(path, bytes)
    return path
  }

  /** Starts a user action: links and sends are counted from here. */
  async begin(): Promise<void> {
    this.#before = await this.#counted()
  }

  /**
   * Selects files by the component's own file input, with the focus on the button that opens it.
   */
  async choose(path: string): Promise<void> {
    await this.begin()
    await this.drive.evaluate(() =>
      document.querySelector<HTMLElement>('#mount-main [data-part=trigger]')?.focus(),
    )
    await this.drive.choose(path, '#mount-main input[type=file]')
  }

  /** Clicks a button of the component; `primary` continues, `remove` is ×. */
  async click(part: 'primary' | 'remove'): Promise<void> {
    await this.begin()
    await this.drive.click(`#mount-main [data-part=${part}]`)
  }

  /** Number of links that this action has requested so far. */
  async presigns(): Promise<number> {
    return (await this.#counted()).presigns - this.#before.presigns
  }

  /** Milliseconds from the last call of the endpoint to the error that ended it. */
  async responseTime(): Promise<number> {
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

  /** Waits for a sentence on the page, as a user reads it. */
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
   * All texts that were visible in the components, in order, without the characters that isolate
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

  /** Expects that the action ends with an asset key, and that the page shows it. */
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
   * Expects that the action ends with this error: its sentence is shown and announced, and the
   * image stays.
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
   * Expects that the selection is rejected with this sentence, that the earlier image stays, and
   * that no request is made.
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

  /** Waits for any outcome of this kind, if the browser decides its details. */
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
   * Expects that without faults one click ends with an asset, and that the file need not be
   * selected again.
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

  /** Continues after a rejection: selects another image. */
  async takes(path: string): Promise<UploadedAsset> {
    this.heal()
    await this.choose(path)
    return this.succeeds({})
  }

  /** Checks what every row requires, and unmounts the page's components. */
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

  /** The next terminal callback of any kind. */
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
 * The time of an action in ms, measured repeatedly until one is below the limit: the others may
 * have waited for a busy machine. Fails with the timeout of a poll if none is.
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
