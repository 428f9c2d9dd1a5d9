/** Where the images are: in memory, or in a real store. */
import type { ServiceState, StoredObject } from './service-state.js'
import { presign } from './sigv4.js'
import { BUCKET } from './storage.js'

const pathOf = (key: string) => key.split('/').map(encodeURIComponent).join('/')

/** Address of an object, without a signature. */
export function objectUrl(
  key: string,
  request: Request,
  { externalStorage, publicUrl }: ServiceState,
): string {
  const base = externalStorage
    ? externalStorage.endpoint
    : (publicUrl ?? new URL(request.url).origin)
  return `${base.replace(/\/+$/, '')}/${externalStorage?.bucket ?? BUCKET}/${pathOf(key)}`
}

/** An object of a real store is fetched once and remembered. */
export async function findObject(
  key: string,
  state: ServiceState,
): Promise<StoredObject | undefined> {
  const { objects, externalStorage, options } = state
  const known = objects.get(key)
  if (known || !externalStorage) return known
  const url = `${externalStorage.endpoint.replace(/\/+$/, '')}/${externalStorage.bucket}/${pathOf(key)}`
  const response = await fetch(
    await presign(
      { method: 'GET', url, now: options.now(), expirationSeconds: 60 },
      externalStorage,
    ),
  )
  if (!response.ok) return undefined
  const bytes = new Uint8Array(await response.arrayBuffer())
  const object = {
    key,
    bytes,
    type: response.headers.get('Content-Type') ?? '',
    storedAt: options.now(),
  }
  objects.set(key, object)
  return object
}
