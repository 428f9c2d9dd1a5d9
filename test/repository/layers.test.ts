import { expect, test } from 'vitest'
import { folderOf, importsOf, modules, violation } from '../support/layers.js'

test('every module lies in a folder of the map', () => {
  expect(modules().filter((module) => folderOf(module) === undefined)).toEqual([])
})

test('imports only point to folders before their own', () => {
  const imports = modules().flatMap((module) => importsOf(module))
  expect(imports.flatMap((found) => violation(found) ?? [])).toEqual([])
  // Exact numbers, so that the test fails if the reader misses files or imports.
  expect({ files: modules().length, imports: imports.length }).toEqual({
    files: 278,
    imports: 1121,
  })
})

test('finds every kind of import, and upward ones', () => {
  const code = `
    import { a } from '../spec.js'
    import type { B } from '../../react/view/view.js'
    export {
      c,
    } from "../../server/index.js"
    import './side.js'
    const d = await import('react')
    new Worker(new URL('./x.worker.js', import.meta.url))
    // import { e } from './not-this.js'`
  const found = importsOf('core/image/plan.ts', code)
  expect(found.map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
    ['core/spec', false],
    ['react/view/view', true],
    ['server/index', false],
    ['core/image/side', false],
    ['react', false],
    ['core/image/x.worker', false],
  ])
  const into = (to: string, isPackage = false, typeOnly = false) =>
    violation({ from: 'core/image/plan.ts', to, isPackage, typeOnly })
  expect(into('core/uploader/state')).toMatch(
    /may not import core\/uploader\/state \(core\/uploader\)/,
  )
  expect(into('core/uploader/state', false, true)).toMatch(/may not import/)
  expect(into('core/nowhere/else')).toMatch(/may not import/)
  expect(into('react', true)).toMatch(/may not use the package react/)
  expect(into('core/spec')).toBeUndefined()
})
