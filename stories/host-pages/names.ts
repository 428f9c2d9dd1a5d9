/**
 * Names of the sheets that have a page here: all of test/fixtures/host-sheets that change more than
 * one thing.
 */
export const SHEETS = [
  'Tailwind 3.3 preflight',
  'Tailwind 4',
  'Bootstrap',
  'antd reset',
  'MUI CssBaseline',
  'Bulma',
  'Pico',
  'Typography of Tailwind 3',
  'GitHub markdown',
  'WordPress content',
] as const
export type SheetName = (typeof SHEETS)[number]
