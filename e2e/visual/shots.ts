/**
 * The captured shots: every look of the gallery, and the looks that need another size or language.
 */
import { gallery, type Look } from '../../test/fixtures/gallery.js'

export interface Shot {
  /** Name of the file. */
  readonly name: string
  readonly look: Look
  readonly variant: 'card' | 'compact'
  readonly language: 'en' | 'ko' | 'ja' | 'ar'
  /** Dimensions of the uploader, in CSS pixels. */
  readonly width: number
  readonly forcedColors: boolean
  /** Both colour schemes, unless only the room or the language differs. */
  readonly schemes: readonly Scheme[]
}

export type Scheme = 'light' | 'dark'
const LIGHT = ['light'] as const

/** The time of day on the page. */
export const NOW = Date.UTC(2026, 0, 15, 3)

/** Flat colours with vertical edges: a small PNG that shows orientation and cropping. */
const image = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="640" height="640" shape-rendering="crispEdges">
<path fill="#9cc5f5" d="M0 0h16v16H0z"/><path fill="#fff4d6" d="M10 3h3v3h-3z"/><path fill="#e6d2f5" d="M0 8h16v8H0z"/>
<path fill="#2f6b53" d="M0 12h4v-1h3v-1h4v1h3v1h2v4H0z"/><path fill="#1d4a3b" d="M0 14h6v-1h6v1h4v2H0z"/></svg>`
const preview = `data:image/svg+xml,${encodeURIComponent(image.replaceAll('\n', ''))}`

export const looks: readonly Look[] = gallery(preview)

export const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

function shots(prefix: string, names: readonly string[], how: Partial<Shot> = {}): Shot[] {
  return names.map((name) => {
    const look = looks.find((one) => one.name === name)
    if (look === undefined) throw new Error(`no look ${name} in the gallery`)
    return {
      name: prefix + slug(name),
      look,
      variant: 'card',
      language: 'en',
      width: 440,
      forcedColors: false,
      schemes: ['light', 'dark'],
      ...how,
    }
  })
}

const basic = [
  'Invitation',
  'Preparing',
  'Ready',
  'Uploading',
  'Uploaded',
  'Failed: connection',
  'Rejected: too small',
]
const compact = [...basic, 'Drag: accepted', 'Waiting: offline', 'Uploading, other rejected']

export const SHOTS: readonly Shot[] = [
  ...shots(
    '',
    looks.map(({ name }) => name),
  ),
  ...shots('compact-', compact, { variant: 'compact', width: 480 }),
  ...shots('narrow-', [...basic, 'Uploading, other rejected', 'Ready, link expired'], {
    width: 304,
    schemes: LIGHT,
  }),
  ...shots('compact-narrow-', ['Ready', 'Failed: connection'], {
    variant: 'compact',
    width: 304,
    schemes: LIGHT,
  }),
  ...shots('ko-', [...basic, 'Drag: not acceptable', 'Waiting: busy service, seconds'], {
    language: 'ko',
    schemes: LIGHT,
  }),
  ...shots('ko-narrow-', ['Invitation', 'Ready'], { language: 'ko', width: 304, schemes: LIGHT }),
  ...shots('ja-', ['Invitation', 'Ready', 'Failed: connection'], {
    language: 'ja',
    schemes: LIGHT,
  }),
  ...shots('ar-', ['Invitation', 'Ready', 'Uploading'], { language: 'ar', schemes: LIGHT }),
  ...shots('forced-colors-', ['Invitation', 'Ready', 'Uploading'], {
    forcedColors: true,
    schemes: LIGHT,
  }),
]

/**
 * The shots that are recorded as a screen reader gets them: every look, and three of them in
 * another language and in one row.
 */
export const HEARD: readonly string[] = [
  ...looks.map(({ name }) => slug(name)),
  ...['ko-invitation', 'ko-ready', 'ko-failed-connection'],
  ...['compact-invitation', 'compact-uploading', 'compact-failed-connection'],
]
