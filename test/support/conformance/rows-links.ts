/** Links that a storage must reject. */
import type { Sent } from '../exchange.js'
import { put, seen } from './put.js'
import type { Row } from './row.js'
import type { Session } from './session.js'

interface Change {
  /** How far the clock of the one who signs is ahead, in milliseconds. */
  readonly shiftMs?: number
  readonly url?: (url: URL) => void
  readonly sent?: Partial<Sent>
}

const changed =
  ({ shiftMs, url: change, sent }: Change) =>
  async (session: Session): Promise<string> => {
    const url = new URL((await session.issue('query.jpg', shiftMs)).presignedUploadUrl)
    change?.(url)
    return seen(await put(url.href, sent))
  }

const query = (name: string, value: (old: string) => string) => (url: URL) => {
  url.searchParams.set(name, value(url.searchParams.get(name) ?? ''))
}

/** The service whose links also sign the content type. */
const signed = { service: { signContentType: true } }

export const linkRows: readonly Row[] = [
  { title: 'expired a second ago', run: changed({ shiftMs: -901_000 }) },
  {
    title: 'signed an hour ahead',
    run: changed({ shiftMs: 3_600_000 }),
    difference:
      'RGW does not look at the signing time of a presigned URL that lies ahead. AWS allows 15 minutes, and so does the local service.',
  },
  {
    title: 'another signature',
    run: changed({
      url: query('X-Amz-Signature', (old) => (old.startsWith('a') ? 'b' : 'a') + old.slice(1)),
    }),
  },
  {
    title: 'another key',
    run: changed({
      url: (url) => {
        url.pathname = url.pathname.replace('/query.', '/other.')
      },
    }),
  },
  { title: 'a longer life', run: changed({ url: query('X-Amz-Expires', () => '3600') }) },
  {
    title: 'another access key',
    run: changed({ url: query('X-Amz-Credential', (old) => `NOT${old}`) }),
  },
  {
    title: 'no signature',
    run: changed({
      url: (url) => {
        url.search = ''
      },
    }),
  },
  { ...signed, title: 'the content type that is signed', run: changed({}) },
  {
    ...signed,
    title: 'another content type than the signed one',
    run: changed({ sent: { headers: { 'Content-Type': 'text/html' } } }),
  },
  {
    title: 'a header `x-amz-meta-a` that is not signed',
    run: changed({ sent: { headers: { 'x-amz-meta-a': '1' } } }),
    difference: 'AWS rejects `x-amz-` headers that are not signed, and so does the local service.',
  },
  { title: 'GET', run: changed({ sent: { method: 'GET' } }) },
  { title: 'DELETE', run: changed({ sent: { method: 'DELETE' } }) },
  { title: 'POST', run: changed({ sent: { method: 'POST' } }) },
]
