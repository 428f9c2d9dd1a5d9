/** The page of one row of the fault matrix: mounts and drives the component in any engine. */
import { writeFileSync } from 'node:fs'
import type { TestInfo } from '@playwright/test'
import type { Faults } from '../../src/testing/faults/faults.ts'
import type { SearchImageUploaderProps } from 'search-image-uploader'
import type { Backend } from '../fixtures.ts'
import { installProbe, type ProbeReport } from '../probes/probe.ts'
import { until, type Drive } from './drive.ts'
import { withoutMarks } from './hand.ts'

/**
 * Props that can be passed as JSON. Functions are set in the page: `row.evaluate(() =>
 * window.host.update({…}))`.
 */
export type PlainProps = Partial<SearchImageUploaderProps>

interface Counts {
  readonly presigns: number
  readonly sends: number
}

export class RowPage {
  #before = { presigns: 0, sends: 0 }
  protected opened = false
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
    this.opened = true
  }

  /** Mounts the component with only `endpoint`; its own time limits only with `ownLimits`. */
  async mount(props: PlainProps = {}, { ownLimits = false } = {}): Promise<void> {
    if (!this.opened) await this.open()
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

  /** Numbers of requested links and `send()` calls of this action so far. */
  async counts(): Promise<Counts> {
    const { presigns, sends } = await this.#counted()
    return { presigns: presigns - this.#before.presigns, sends: sends - this.#before.sends }
  }

  /** Number of links that this action has requested so far. */
  async presigns(): Promise<number> {
    return (await this.counts()).presigns
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

  #counted(): Promise<Counts> {
    return this.drive.evaluate(() => {
      if (!window.probe) throw new Error('no probe on this page')
      return window.probe.counts()
    })
  }
}
