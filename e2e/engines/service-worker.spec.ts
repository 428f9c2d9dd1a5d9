// A page controlled by a service worker that responds to every request: browsers then report no
// upload progress.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, imageFile, test } from '../lib/matrix.ts'

const workers = ['pass-through', 'cache-first']

for (const name of workers) {
  test(`behind a ${name} service worker a slow PUT is no stall: one link, one PUT, success`, async ({
    row,
  }) => {
    const stall = 300
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    row.faults({ service: { put: { delay: held } } })
    await row.open()
    await row.evaluate(async (script) => {
      await navigator.serviceWorker.register(script)
      if (navigator.serviceWorker.controller) return
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      )
    }, `/${name}.js`)
    await row.mount({ timeouts: { stall, response: 60_000 } })
    await row.choose(imageFile('png/rgb8.png'))
    const puts = () => row.backend.service.requests.filter(({ kind }) => kind === 'put')
    await expect.poll(() => puts().length).toBe(1)
    // Long enough for several stall timeouts.
    await sleep(4 * stall)
    expect(await row.status()).toBe('uploading')
    const bar = () =>
      document.querySelector('#mount-main [role=progressbar]')?.getAttribute('aria-valuenow') ??
      null
    expect(await row.evaluate(bar)).toBeNull()
    letGo()
    await row.succeeds({ presigns: 1, sends: 1 })
    expect(puts()).toHaveLength(1)
  })
}
