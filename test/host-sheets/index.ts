/**
 * Style sheets of other people's pages, as text: put one into the page before or after ours and see that nothing of ours changes.
 * For browser tests, stories and screenshots (all of them go through Vite).
 */
import pico from '@picocss/pico/css/pico.min.css?raw'
import antdReset from 'antd/dist/reset.css?raw'
import reboot from 'bootstrap/dist/css/bootstrap-reboot.min.css?raw'
import bootstrap from 'bootstrap/dist/css/bootstrap.min.css?raw'
import bulma from 'bulma/css/bulma.min.css?raw'
import githubDark from 'github-markdown-css/github-markdown-dark.css?raw'
import githubLight from 'github-markdown-css/github-markdown-light.css?raw'
import normalize from 'normalize.css/normalize.css?raw'
import muiCssBaseline from './sheets/mui-css-baseline.css?raw'
import shop from './sheets/shop.css?raw'
import preflight33 from './sheets/tailwind-3.3-preflight.css?raw'
import preflight34 from './sheets/tailwind-3.4-preflight.css?raw'
import theme from './sheets/theme.css?raw'
import wordpress from './sheets/wordpress-content.css?raw'
import { proseCss, tailwind4Css } from './tailwind4.js'

export { tailwind4Css } from './tailwind4.js'

export interface HostSheet {
  readonly name: string
  /** The whole sheet. */
  readonly css: string
  /** Class of an element around the uploader without which the sheet has no effect on it. */
  readonly wrapperClass?: string
  /** How a host asks this sheet for its dark colours. Without it the sheet leaves the page's colours to the host. */
  readonly dark?: DarkSheet
}

export interface DarkSheet {
  /** What stands on `<html>`. */
  readonly attribute?: readonly [name: string, value: string]
  /** The sheet that is loaded instead. */
  readonly css?: string
  readonly wrapperClass?: string
  /** True: nothing in it sets CSS's `color-scheme`. */
  readonly withoutColorScheme?: boolean
}

const packages: readonly HostSheet[] = [
  { name: 'Tailwind 3.3 preflight', css: preflight33 },
  { name: 'Tailwind 3.4 preflight', css: preflight34 },
  { name: 'Tailwind 4', css: await tailwind4Css() },
  { name: 'Bootstrap reboot', css: reboot, dark: { attribute: ['data-bs-theme', 'dark'] } },
  { name: 'Bootstrap', css: bootstrap, dark: { attribute: ['data-bs-theme', 'dark'] } },
  { name: 'normalize.css', css: normalize },
  { name: 'antd reset', css: antdReset },
  { name: 'MUI CssBaseline', css: muiCssBaseline },
  { name: 'Bulma', css: bulma, wrapperClass: 'content', dark: { attribute: ['data-theme', 'dark'], withoutColorScheme: true } },
  { name: 'Pico', css: pico, dark: { attribute: ['data-theme', 'dark'] } },
  { name: 'Typography of Tailwind 4', css: await proseCss(true), wrapperClass: 'prose', dark: { wrapperClass: 'prose prose-invert' } },
  { name: 'Typography of Tailwind 3', css: await proseCss(false), wrapperClass: 'prose', dark: { wrapperClass: 'prose prose-invert' } },
  { name: 'GitHub markdown', css: githubLight, wrapperClass: 'markdown-body', dark: { css: githubDark } },
]

const byHand: readonly HostSheet[] = [
  { name: 'WordPress content', css: wordpress, wrapperClass: 'entry-content' },
  { name: 'Shop', css: shop, wrapperClass: 'content' },
  { name: 'Theme with a search form', css: theme, wrapperClass: 'site-search' },
  { name: 'Universal reset', css: '* { margin: 0; padding: 0; box-sizing: border-box }' },
  { name: 'Inputs as blocks', css: 'input { display: block } input[type=file] { display: block }' },
  { name: 'Buttons without anything', css: 'button { all: unset }' },
  { name: 'Icons filled', css: 'svg { fill: currentColor; display: block; width: 100%; height: auto }' },
  { name: 'Images as blocks', css: 'img { max-width: 100%; height: auto; display: block; margin: 0 auto }' },
]

/** The packages of other people first, then what is written by hand. */
export const hostSheets: readonly HostSheet[] = [...packages, ...byHand]
