/** Addresses of stored objects, and the objects themselves: in memory or in a real store. */
import type { ServiceState, StoredObject } from './service-state.js'
import { presign } from './sigv4.js'
import type { StorageError } from './storage-errors.js'
import { verifyPresigned } from './verify-presigned.js'

export const BUCKET = 'query-assets'

const pathOf = (key: string) => key.split('/').map(encodeURIComponent).join('/')
const withoutSlash = (address: string) => address.replace(/\/+$/, '')

/** Address of an object, without a signature. */
export function objectUrl(
  key: string,
  request: Request,
  { externalStorage, publicUrl }: ServiceState,
): string {
  const base = externalStorage?.endpoint ?? publicUrl ?? new URL(request.url).origin
  return `${withoutSlash(base)}/${externalStorage?.bucket ?? BUCKET}/${pathOf(key)}`
}

/** @returns why the presigned URL of a request is rejected, or `undefined` if it is valid */
export function verifyUrl(
  request: Request,
  { storageCredentials, options }: ServiceState,
): Promise<StorageError | undefined> {
  const url = new URL(request.url)
  // Without a server a `Request` has no Host header; its URL names the same host.
  const host = request.headers.get('Host') ?? url.host
  const headers = { ...Object.fromEntries(request.headers), host }
  return verifyPresigned(
    { method: request.method, url, headers },
    storageCredentials,
    options.now(),
  )
}

/** Finds an object; one in a real store is fetched once and then kept in memory. */
export async function findObject(
  key: string,
  state: ServiceState,
): Promise<StoredObject | undefined> {
  const { objects, externalStorage, options } = state
  const known = objects.get(key)
  if (known || !externalStorage) return known
  const { endpoint, bucket } = externalStorage
  const url = `${withoutSlash(endpoint)}/${bucket}/${pathOf(key)}`
  const input = { method: 'GET', url, now: options.now(), expirationSeconds: 60 } as const
  const response = await fetch(await presign(input, externalStorage))
  if (!response.ok) return undefined
  const bytes = new Uint8Array(await response.arrayBuffer())
  const type = response.headers.get('Content-Type') ?? ''
  const object = { key, bytes, type, storedAt: options.now() }
  objects.set(key, object)
  return object
}
