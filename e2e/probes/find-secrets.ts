/**
 * Searches everything that a page keeps or passes on. It is sent to the page as text, so it must
 * not use variables of its scope. Objects are traversed, not printed, because `JSON.stringify`
 * omits fields (`message`, `cause`, maps, symbols).
 */
export async function findSecrets(
  canaries: readonly string[],
): Promise<{ place: string; path: string }[]> {
  const found: { place: string; path: string }[] = []
  const look = (place: string, path: string, text: unknown) => {
    if (typeof text === 'string' && canaries.some((canary) => text.includes(canary)))
      found.push({ place, path })
  }
  const walk = (place: string, root: unknown) => {
    const seen = new Set<object>()
    const queue: { path: string; value: unknown }[] = [{ path: '', value: root }]
    for (let next = queue.pop(); next !== undefined && seen.size < 200_000; next = queue.pop()) {
      const { path, value } = next
      look(place, path, value)
      if (
        value === null ||
        (typeof value !== 'object' && typeof value !== 'function') ||
        seen.has(value)
      )
        continue
      seen.add(value)
      // The browser's own objects are searched separately.
      if (
        value instanceof Node ||
        value === window ||
        value instanceof Performance ||
        value instanceof PerformanceEntry
      )
        continue
      if (value instanceof Map || value instanceof Set)
        for (const entry of value) queue.push({ path: `${path}.entry`, value: entry })
      for (const key of Reflect.ownKeys(value)) {
        const field = Reflect.getOwnPropertyDescriptor(value, key)
        if (field && 'value' in field)
          queue.push({ path: `${path}.${String(key)}`, value: field.value })
      }
    }
  }

  look('DOM', 'outerHTML', document.documentElement.outerHTML)
  for (const field of document.querySelectorAll('input, textarea'))
    look('DOM', 'value', (field as HTMLInputElement).value)
  look('localStorage', '', JSON.stringify(localStorage))
  look('sessionStorage', '', JSON.stringify(sessionStorage))
  look('cookie', '', document.cookie)
  look('address', '', location.href)
  look('window.name', '', window.name)
  walk('history.state', history.state)
  for (const { level, text } of window.probe?.report().console ?? []) look('console', level, text)
  for (const text of [...(window.probe?.report().errors ?? []), ...window.host.errors])
    look('errors', '', text)

  const inEvents = [...window.host.log, ...window.host.states]
  walk('events', inEvents)
  // What logs and workers would get of them.
  look('events', 'JSON', JSON.stringify(inEvents))
  for (const { value } of window.host.log) {
    if (!(value instanceof Error)) continue
    look('events', 'message', `${value.message} ${value.stack ?? ''}`)
    walk('events', structuredClone(value))
  }
  const client = window.host.queryClient
  if (client) {
    walk('React Query', [client.getMutationCache().getAll(), client.getQueryCache().getAll()])
    walk('React Query', client)
  }
  // React keeps props, state and hooks on the elements, as other libraries would.
  walk(
    'objects on elements',
    [...document.querySelectorAll('*')].flatMap((element) =>
      Reflect.ownKeys(element).map((key): unknown => Reflect.get(element, key)),
    ),
  )
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys())
      look('Cache Storage', name, request.url)
  }
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('unreadable'))
    })
    for (const store of database.objectStoreNames) {
      const values = await new Promise<unknown>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => resolve(undefined)
      })
      walk('IndexedDB', values)
    }
    database.close()
  }
  return found
}
