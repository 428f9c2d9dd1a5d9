/** The tests whose outcome depends on a browser's decoders and canvas, run once more in Firefox and WebKit. */
export const pictureSuites = {
  // As in vitest.config.ts: against hangs only.
  testTimeout: 30_000,
  hookTimeout: 30_000,
  include: [
    'src/core/prepare/**/*.browser.test.ts',
    'src/heic/**/*.browser.test.ts',
    'src/core/format/*.browser.test.ts',
    'src/core/scrub*.browser.test.ts',
  ],
}
