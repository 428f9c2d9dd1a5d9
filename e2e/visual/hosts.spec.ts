// The uploader in pages with foreign style sheets, and opened in popovers and dialogs, each as an
// image, light and dark.
import { SHEETS, type SheetName } from '../../stories/host-pages/names.ts'
import { OVERLAYS, type OverlayName } from '../../test/fixtures/host-dialogs/names.ts'
import { expectBaseline, fileName, screenshots } from './baselines.ts'
import { slug, type Scheme } from './shots.ts'
import { test } from './stage.ts'

const MAX_BYTES = 1_400_000
const SCHEMES = ['light', 'dark'] as const
/** Room for three uploaders side by side with a margin, and for a popover or dialog. */
const VIEWPORTS = { sheet: { width: 1102, height: 560 }, overlay: { width: 560, height: 460 } }

// One worker runs all tests, because building the page takes long.
test.describe.configure({ mode: 'default' })

function takeShot(
  name: SheetName | OverlayName,
  scheme: Scheme,
  kind: keyof typeof VIEWPORTS,
): void {
  test(`${name} ${scheme}`, async ({ hostStage }) => {
    await hostStage.setViewportSize(VIEWPORTS[kind])
    await hostStage.emulateMedia({ colorScheme: scheme })
    await hostStage.evaluate(([one, on]) => window.showHost(one, on), [name, scheme] as const)
    // Popovers and dialogs are outside of their place in the page.
    const shown = kind === 'sheet' ? hostStage.locator('#shot') : hostStage
    expectBaseline(await shown.screenshot({ animations: 'disabled' }), slug(name), scheme)
  })
}

const files = [...SHEETS, ...OVERLAYS].flatMap((name) =>
  SCHEMES.map((scheme) => fileName(slug(name), scheme)),
)

screenshots(files, MAX_BYTES, () => {
  for (const scheme of SCHEMES) {
    for (const name of SHEETS) takeShot(name, scheme, 'sheet')
    for (const name of OVERLAYS) takeShot(name, scheme, 'overlay')
  }
})
