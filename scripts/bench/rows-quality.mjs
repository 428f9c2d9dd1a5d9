// How good the result is.
const IMAGES = {
  'photo-12mp-over5mb.jpg': 2048,
  'photo-24mp-orient6-gps.jpg': 2048,
  'photo-48mp.jpg': 2048,
  'recurser-landscape-1.jpg': 1024,
  'recurser-landscape-6.jpg': 1024,
}

export async function benchQuality(name, { freshPage, report }) {
  const means = { native: 0, library: 0 }
  for (const [image, side] of Object.entries(IMAGES)) {
    const { call } = await freshPage()
    await call('open', `jpeg/${image}`, side)
    const { native, library } = await call('quality')
    means.native += native / Object.keys(IMAGES).length
    means.library += library / Object.keys(IMAGES).length
    report.line(name, image, native.toFixed(5), {
      limit: `≥ ${(library - 0.001).toFixed(5)}`,
      met: native >= library - 0.001,
    })
  }
  report.line(name, 'mean', means.native.toFixed(5), {
    limit: `> ${means.library.toFixed(5)}`,
    met: means.native > means.library,
  })
}

export async function benchAliasing(name, { freshPage, inFirefox, inWebKit, report }) {
  const { call } = await freshPage()
  const engines = [
    { engine: 'Chromium', result: await call('aliasing') },
    await inFirefox('aliasing'),
    await inWebKit('aliasing'),
  ]
  for (const { engine, result } of engines.filter((found) => found !== undefined)) {
    for (const [what, error] of Object.entries(result).toSorted(([a], [b]) => a.localeCompare(b))) {
      if (what.startsWith('image/'))
        report.atMost(name, `${engine}, ${what}`, error, {
          limit: 2,
          show: (value) => value.toFixed(2),
        })
      else report.line(name, `${engine}, ${what}`, error.toFixed(1))
    }
  }
}
