/** The cases that are compared between the local service and a real store. */
import type { Row } from './row.js'
import { corsRows } from './rows-cors.js'
import { linkRows } from './rows-links.js'
import { uploadRows } from './rows-uploads.js'

export const GROUPS: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
  { title: 'Uploads', rows: uploadRows },
  { title: 'Presigned URLs that are not accepted', rows: linkRows },
  { title: 'What a page may do and read', rows: corsRows },
]

export const ROWS = GROUPS.flatMap(({ rows }) => rows)
