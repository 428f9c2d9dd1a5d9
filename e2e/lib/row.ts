/**
 * One row of the fault matrix: drives the real component in any engine, and checks what every row
 * requires: no uncaught error, nothing leaked, one `send()` per link, at most three links per
 * action, exactly one terminal callback per outcome, a button that continues, and a focus that is
 * never lost to the body.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import type { UploadErrorCode, UploadFailure } from '../../src/core/errors.ts'
import type { UploadedAsset } from '../../src/core/pipeline/types.ts'
import { messageFor } from '../../src/locales/messageFor.ts'
import { until } from './drive.ts'
import { withoutMarks } from './hand.ts'
import { leaks, sendsPerLink } from './row-report.ts'
import { RowPage } from './row-page.ts'

/** Events that end an action; each outcome has exactly one. */
const TERMINAL = ['onUploadComplete', 'onError', 'onReject', 'onCancel']

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

export class Row extends RowPage {
  /** Terminal events that the test awaited. One more is a callback too many. */
  #terminals = 0

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
    if (!this.opened) return
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
    const counted = await this.counts()
    expect(counted.presigns, 'links per action').toBeLessThanOrEqual(3)
    if (presigns !== undefined) expect(counted.presigns, 'links').toBe(presigns)
    if (sends !== undefined) expect(counted.sends, 'sends').toBe(sends)
  }
}
