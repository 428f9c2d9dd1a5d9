import { patience } from './patience.ts'

/**
 * Tests whose results depend on a browser's decoders, canvas or CSS. They run again in Firefox and
 * WebKit.
 */
export const imageSuites = {
  ...patience,
  include: [
    'src/core/prepare/**/*.browser.test.ts',
    'test/behaviour/prepare/*.browser.test.ts',
    'src/heic/**/*.browser.test.ts',
    'src/core/image/format/*.browser.test.ts',
    'src/core/image/strip/index*.browser.test.ts',
    'test/behaviour/styles/{pill,dark-reader}.browser.test.tsx',
  ],
}
