import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { SearchImageUploader } from 'search-image-uploader'
import { stubUploader } from 'search-image-uploader/testing'
import 'search-image-uploader/styles.css'
import type { Look } from '../../../test/fixtures/gallery.js'
import { SHEETS, type SheetName } from '../../../stories/host-pages/names.js'
import { loadSheet, SheetPage, type Variant } from '../../../stories/host-pages/SheetPage.js'
import { loadOverlay, schemeToTell } from '../../../test/fixtures/host-dialogs/index.js'
import type { OverlayName } from '../../../test/fixtures/host-dialogs/names.js'
import { looks, type Scheme } from '../shots.js'

declare global {
  interface Window {
    /** Shows only one host page, and waits until its images are drawn. */
    showHost: (name: SheetName | OverlayName, scheme: Scheme) => Promise<void>
  }
}

function uploader(
  { state, remaining, look }: Look,
  variant: Variant,
  colorScheme?: Scheme,
): ReactNode {
  const control = stubUploader({ state, remainingSeconds: remaining ?? null })
  return (
    <SearchImageUploader control={control} variant={variant} colorScheme={colorScheme} {...look} />
  )
}

async function sheetPage(name: SheetName, scheme: Scheme): Promise<ReactNode> {
  const sheet = await loadSheet(name)
  return (
    <SheetPage sheet={sheet} scheme={scheme} order="after" looks={looks}>
      {uploader}
    </SheetPage>
  )
}

async function overlayPage(name: OverlayName, scheme: Scheme): Promise<ReactNode> {
  const Overlay = await loadOverlay(name)
  const ready = looks.find((look) => look.name === 'Ready')
  return (
    <Overlay scheme={scheme}>
      {ready && uploader(ready, 'card', schemeToTell(name, scheme))}
    </Overlay>
  )
}

const isSheet = (name: SheetName | OverlayName): name is SheetName =>
  SHEETS.some((sheet) => sheet === name)

const root = createRoot(document.querySelector('#shot') ?? document.body)

window.showHost = async (name, scheme) => {
  const page = isSheet(name) ? await sheetPage(name, scheme) : await overlayPage(name, scheme)
  flushSync(() => root.render(null))
  flushSync(() => root.render(page))
  // A popover is positioned after its first render, and its content is rendered with that.
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  await document.fonts.ready
  await Promise.all(Array.from(document.images, (image) => image.decode()))
  await new Promise(requestAnimationFrame)
}
document.documentElement.dataset.ready = 'true'
