// Each state as an image. After an intended change run `npm run visual:update` and look at the
// differences before committing.
import { expectBaseline, fileName, screenshots } from './baselines.ts'
import { SHOTS, type Scheme, type Shot } from './shots.ts'
import { test } from './stage.ts'

const MAX_BYTES = 1_500_000

function takeShot(shot: Shot, scheme: Scheme): void {
  test(`${shot.name} ${scheme}`, async ({ stage }) => {
    await stage.emulateMedia({
      forcedColors: shot.forcedColors ? 'active' : 'none',
      colorScheme: scheme,
    })
    await stage.evaluate(([name, on]) => window.show(name, on), [shot.name, scheme] as const)
    expectBaseline(
      await stage.locator('#shot').screenshot({ animations: 'disabled' }),
      shot.name,
      scheme,
    )
  })
}

const files = SHOTS.flatMap(({ name, schemes }) => schemes.map((scheme) => fileName(name, scheme)))

screenshots(files, MAX_BYTES, () => {
  for (const shot of SHOTS) for (const scheme of shot.schemes) takeShot(shot, scheme)
})
