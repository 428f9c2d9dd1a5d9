/**
 * How long a test may take, and how long it waits for something inside of it. Both guard against
 * hangs and measure nothing: on a machine whose cores are shared a test takes many times as long,
 * so a poll waits nearly as long as its test may take.
 */
export const TEST_TIMEOUT = 180_000
export const POLL_TIMEOUT = 150_000

/** How long a page of tests may take to load, for `browser` of a Vitest config. */
export const CONNECT_TIMEOUT = 600_000

/** For `test` of a Vitest config. */
export const patience = {
  testTimeout: TEST_TIMEOUT,
  hookTimeout: TEST_TIMEOUT,
  expect: { poll: { timeout: POLL_TIMEOUT } },
}
