import { afterEach, expect, test, vi } from 'vitest'
import { oneImage } from '../../fixtures/gallery.js'
import { cleanup, mount, testUploader } from '../../support/look.js'

const HOUR = 3_600_000

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('no text shows a longer wait after the system clock is set back by an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  const { image } = oneImage()
  const start = Date.now()
  const wait = { status: 'waiting', image, reason: 'backoff', until: start + 5_000 } as const
  const { part } = mount(testUploader(wait))
  expect(part('progress').textContent).toMatch(/in [45]\s?sec/)
  vi.setSystemTime(start - HOUR)
  await vi.advanceTimersByTimeAsync(500)
  expect(part('progress').textContent).toMatch(/in [1-5]\s?sec/)
  cleanup()
  // A view that is mounted only now shows the longest wait that is possible.
  expect(mount(testUploader(wait)).part('progress').textContent).toMatch(/in 30\s?sec/)
})
