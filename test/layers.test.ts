import { expect, test } from 'vitest'
import { importsOf, layerOf, modules, violation } from './layers.js'

test('every module has a layer', () => {
  expect(modules().filter((module) => layerOf(module) === undefined)).toEqual([])
  expect(modules().length).toBeGreaterThan(8)
})

test('imports only point down the layers', () => {
  const imports = modules().flatMap((module) => importsOf(module))
  expect(imports.length).toBeGreaterThan(8)
  expect(imports.flatMap((found) => violation(found) ?? [])).toEqual([])
})

test('finds every kind of import, and upward ones', () => {
  const code = `
    import { a } from './spec.js'
    import type { B } from '../react/view.js'
    export {
      c,
    } from "../server/index.js"
    import './side.js'
    const d = await import('react')
    new Worker(new URL('./prepare/x.worker.js', import.meta.url))
    // import { e } from './not-this.js'`
  const found = importsOf('core/plan.ts', code)
  expect(found.map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
    ['core/spec', false],
    ['react/view', true],
    ['server/index', false],
    ['core/side', false],
    ['react', false],
    ['core/prepare/x.worker', false],
  ])
  const into = (to: string, isPackage = false) => violation({ from: 'core/plan.ts', to, isPackage, typeOnly: false })
  expect(into('core/uploader')).toMatch(/may not import core\/uploader \(L3\)/)
  expect(into('core/nowhere/else')).toMatch(/may not import/)
  expect(into('react', true)).toMatch(/may not use the package react/)
  expect(into('core/spec')).toBeUndefined()
})
