import type { ReactNode } from 'react'
import type { HostSheet } from '../../test/fixtures/host-sheets/index.js'
import type { Look } from '../../test/fixtures/gallery.js'
import type { SheetName } from './names.js'
import {
  useHostPage,
  type Order,
  type Scheme,
} from '../../test/fixtures/host-sheets/useHostPage.js'

export type Variant = 'card' | 'compact'

/** Without an image, with an image and its buttons, and failed. */
const SHOWN: readonly (readonly [Variant, string])[] = [
  ['card', 'Invitation'],
  ['card', 'Ready'],
  ['card', 'Failed: connection'],
  ['compact', 'Invitation'],
  ['compact', 'Uploading'],
  ['compact', 'Rejected: too small'],
]

/** Loads all sheets; only stories that show one of them call it. */
export async function loadSheet(name: SheetName): Promise<HostSheet> {
  const { hostSheets } = await import('../../test/fixtures/host-sheets/index.js')
  const sheet = hostSheets.find((one) => one.name === name)
  if (sheet === undefined) throw new Error(`no host sheet ${name}`)
  return sheet
}

export interface SheetPageProps {
  sheet: HostSheet
  scheme: Scheme
  order: Order
  looks: readonly Look[]
  /** One uploader; `colorScheme` where the page does not declare by itself that it is dark. */
  children: (look: Look, variant: Variant, colorScheme?: Scheme) => ReactNode
}

/** A page with the style sheet of another package, and six uploaders in it. */
export function SheetPage({ sheet, scheme, order, looks, children }: SheetPageProps) {
  useHostPage(sheet, scheme, order)
  const wrapperClass =
    (scheme === 'dark' ? sheet.dark?.wrapperClass : undefined) ?? sheet.wrapperClass
  const colorScheme = sheet.dark?.withoutColorScheme ? scheme : undefined
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, 340px)',
        gap: 16,
        padding: '16px 16px 80px',
      }}
    >
      {SHOWN.map(([variant, name]) => {
        const look = looks.find((one) => one.name === name)
        return (
          <section key={variant + name} className={wrapperClass} aria-label={`${variant}, ${name}`}>
            {look && children(look, variant, colorScheme)}
          </section>
        )
      })}
    </div>
  )
}
