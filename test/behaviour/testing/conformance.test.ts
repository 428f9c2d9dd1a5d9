/**
 * The local service behaves as `docs/conformance.md` says. `test/long/conformance` compares it with
 * a real store.
 */
import { beforeAll, expect, test } from 'vitest'
import {
  cephColumn,
  conformanceDocument,
  type Results,
} from '../../support/conformance/document.js'
import { ROWS } from '../../support/conformance/rows.js'
import { runRows } from '../../support/conformance/run-rows.js'
import { textOf } from '../../support/tracked-files.js'

const committed = textOf('docs/conformance.md')
const ceph = cephColumn(committed)
let local: Results
let likeS3: Results
beforeAll(async () => {
  local = await runRows()
  likeS3 = await runRows({ cors: 'like-s3' })
})

test('the document has what the local service does', () => {
  expect(conformanceDocument({ local, likeS3, ceph })).toBe(committed)
})

test('exactly the rows with a reason differ', () => {
  const differing = ROWS.filter(({ title }) => local.get(title) !== ceph.get(title))
  const explained = ROWS.filter(({ difference }) => difference !== undefined)
  expect(differing.map(({ title }) => title)).toEqual(explained.map(({ title }) => title))
})

test("of the responses to a page none differs with cors: 'like-s3'", () => {
  const isAboutPages = (title: string) => /in the page|readable|allowed/.test(ceph.get(title) ?? '')
  const titles = ROWS.map(({ title }) => title).filter(isAboutPages)
  expect(titles.filter((title) => likeS3.get(title) !== ceph.get(title))).toEqual([])
  expect(titles.length).toBeGreaterThan(5)
})
