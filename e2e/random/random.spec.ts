/**
 * Random life cycles: components are mounted, given images, cancelled, given other options and
 * unmounted, while endpoint and storage have random faults. Always: one `send()` per link, at most
 * three links per action, no callback after an unmount or of old options, the last selection wins,
 * a success is really stored, one click continues, no uncaught error and nothing left.
 *
 * 100 sequences; continuous integration plays 500 (`SEQUENCES=500`). `SEED=137` plays only sequence
 * 137 and prints it.
 */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { TEST_TIMEOUT } from '../../test/support/patience.ts'
import { imageFile, startBackend, test, type Backend } from '../fixtures.ts'
import { giveFiles } from '../lib/life.ts'
import { installProbe } from '../probes/probe.ts'
import { FILES, planOf, type Plan } from './plan.ts'

const PER_TEST = 50
/** Parallel sequences, each in its own page with its own servers: most of their time is waiting. */
const LANES = 3

const { SEED, SEQUENCES = '100' } = process.env
const seeds =
  SEED === undefined ? Array.from({ length: Number(SEQUENCES) }, (_, i) => i + 1) : [Number(SEED)]

/** `rate`: the service's own limit is not a fault of this test. */
const startLane = () => startBackend({ service: { rate: 1_000_000 } })

async function openPage(browser: Browser, backend: Backend): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(backend.url)
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  await page.evaluate(installProbe)
  await page.evaluate(() => {
    // This test does not check texts or appearance, and reading and painting them takes time.
    window.probe?.stopWatchingFocus()
    document.querySelector('#root')?.toggleAttribute('hidden', true)
    Math.random = () => 0.05
  })
  await giveFiles(
    page,
    Object.fromEntries(FILES.map((file) => [file, readFileSync(imageFile(file))])),
  )
  return page
}

/** Plays one sequence. Returns its violations with everything that is needed to understand them. */
async function play(
  page: Page,
  backend: Backend,
  { seed, steps, faults }: Plan,
): Promise<string[]> {
  backend.setFaults(faults)
  await page.evaluate(({ number, all }) => window.sequences.play(number, all), {
    number: seed,
    all: steps,
  })
  backend.setFaults({})
  const { violations, trace, assets } = await page.evaluate(() => window.sequences.finish())
  const lies = assets.filter(
    ({ assetFileKey, bytes }) =>
      backend.service.objects.get(assetFileKey)?.bytes.byteLength !== bytes,
  )
  const wrong = [
    ...violations,
    ...lies.map(({ source }) => `${source.name} is called uploaded and is not stored`),
  ]
  backend.reset()
  const story = () =>
    [
      `sequence ${seed} (SEED=${seed} repeats it): ${wrong.join('; ')}`,
      ...trace,
      JSON.stringify(faults),
    ].join('\n  ')
  if (SEED !== undefined) console.log(story())
  return wrong.length === 0 ? [] : [story()]
}

async function playAll(browser: Browser, mine: number[], failures: string[]): Promise<void> {
  const backend = await startLane()
  const page = await openPage(browser, backend)
  for (let seed = mine.shift(); seed !== undefined; seed = mine.shift())
    failures.push(...(await play(page, backend, planOf(seed))))
  // Longer than the longest wait of a run that should have ended.
  await page.waitForTimeout(1_500)
  failures.push(...(await page.evaluate(() => window.sequences.late())))
  await page.close()
  await backend.close()
}

for (let from = 0; from < seeds.length; from += PER_TEST) {
  const mine = seeds.slice(from, from + PER_TEST)
  test(`random life cycles, sequences ${mine[0]} to ${mine.at(-1)}`, async ({ browser }) => {
    test.setTimeout(5 * TEST_TIMEOUT)
    const failures: string[] = []
    await Promise.all(
      Array.from({ length: Math.min(LANES, mine.length) }, () => playAll(browser, mine, failures)),
    )
    if (failures.length > 0) throw new Error(failures.join('\n\n'))
  })
}
