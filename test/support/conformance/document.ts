/** The text of `docs/conformance.md`. */
import type { Row } from './row.js'
import { GROUPS } from './rows.js'

/** What was seen, by the title of the row. */
export type Results = ReadonlyMap<string, string>

export interface Columns {
  readonly local: Results
  readonly likeS3: Results
  readonly ceph: Results
}

const INTRODUCTION = `# Conformance of the local service

The same requests, over HTTP, to the storage of the local service and to Ceph RGW 16.2.15 (Debian 12). \`npm run test:long\` starts both, makes this file and compares it with the committed one. A row whose first and last column differ needs a reason, and a reason needs a difference. \`npm test\` compares the two columns of the local service.

The bucket of each store has the CORS rule of [server/storage.md](server/storage.md), for any origin. *status 0 in the page* means that the response has no CORS headers, so a browser hides its status and body from the page. The service's own storage was never called: what it does where the columns differ is not known.
`

export function conformanceDocument(columns: Columns): string {
  const sections = GROUPS.map(({ title, rows }) => `## ${title}\n\n${tableOf(rows, columns)}`)
  return `${[INTRODUCTION, ...sections, differences()].join('\n')}\n`
}

const HEAD = `| request | local service | \`cors: 'like-s3'\` | Ceph RGW |
| --- | --- | --- | --- |
`

const tableOf = (rows: readonly Row[], { local, likeS3, ceph }: Columns) =>
  `${HEAD}${rows
    .map(({ title }) => {
      const cells = [local, likeS3, ceph].map((results) => results.get(title) ?? '')
      return `| ${[title, ...cells].join(' | ')} |\n`
    })
    .join('')}`

function differences(): string {
  const rows = GROUPS.flatMap(({ rows: all }) => all).flatMap(({ title, difference }) =>
    difference === undefined ? [] : [`- **${title}:** ${difference}`],
  )
  return `## Differences\n\n${rows.join('\n')}`
}

/** The last column of a document, which only a run with Ceph can measure. */
export function cephColumn(document: string): Results {
  const cells = document
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '))
  return new Map(cells.map((row) => [row[0] ?? '', row.at(-1) ?? '']))
}
