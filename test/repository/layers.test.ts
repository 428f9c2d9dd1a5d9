import { expect, test } from 'vitest'
import { folderOf, importsOf, modules, violation } from '../support/layers.js'

test('every module lies in a folder of the map', () => {
  expect(modules().filter((module) => folderOf(module) === undefined)).toEqual([])
})

test('imports only point to folders before their own', () => {
  const imports = modules().flatMap((module) => importsOf(module))
  expect(imports.flatMap((found) => violation(found) ?? [])).toEqual([
    'core/pipeline/job.ts (core/pipeline) may not import core/uploader/state (core/uploader)',
    'core/pipeline/upload-search-image.ts (core/pipeline) may not import core/uploader/context (core/uploader)',
    'react/SearchImageUploader.tsx (react) may not import core/index (core/index)',
    'react/input/page/PageOverlay.tsx (react/input) may not import react/view/context (react/view)',
    'react/input/transfer.ts (react/input) may not import core/index (core/index)',
    'react/input/useChooser.ts (react/input) may not import core/index (core/index)',
    'react/input/usePageInput.ts (react/input) may not import core/index (core/index)',
    'react/parts/UploaderField.tsx (react/parts) may not import react/useSearchImageUpload (react)',
    'react/props.ts (react) may not import core/index (core/index)',
  ])
  // Exact, so that a reader that suddenly sees fewer of them fails.
  expect({ files: modules().length, imports: imports.length }).toEqual({ files: 226, imports: 899 })
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
  const into = (to: string, isPackage = false, typeOnly = false) => violation({ from: 'core/image/plan.ts', to, isPackage, typeOnly })
  expect(into('core/uploader/state')).toMatch(/may not import core\/uploader\/state \(core\/uploader\)/)
  expect(into('core/uploader/state', false, true)).toMatch(/may not import/)
  expect(into('core/nowhere/else')).toMatch(/may not import/)
  expect(into('react', true)).toMatch(/may not use the package react/)
  expect(into('core/spec')).toBeUndefined()
})
