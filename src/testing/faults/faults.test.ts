import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { COMPLETE_FAULTS, PRESIGN_FAULTS } from './call-faults.js'
import { createFaultQueue } from './fault-queue.js'
import type { CallFault } from './faults.js'
import { createLocalService } from '../service/local-service.js'
import { PREFLIGHT_FAULTS, PUT_FAULTS } from './put-faults.js'
import { rawResponse, WireFault, withoutWire } from './wire.js'

const catalogue: Record<string, CallFault> = { '503': { status: 503 }, reset: { reset: true } }
const queue = (faults: Parameters<ReturnType<typeof createFaultQueue<CallFault>>['set']>[0]) => {
  const made = createFaultQueue(catalogue)
  made.set(faults)
  return made
}

describe('a sequence', () => {
  test('of one fault affects every call, by name or by fields', () => {
    const named = queue('503')
    expect([named.next(), named.next()]).toEqual([{ status: 503 }, { status: 503 }])
    expect(queue({ delay: 5 }).next()).toEqual({ delay: 5 })
  })

  test('of several faults is used up in order, then there are none', () => {
    const several = queue(['503', null, { delay: 5 }])
    expect([several.next(), several.next(), several.next(), several.next()]).toEqual([
      { status: 503 },
      undefined,
      { delay: 5 },
      undefined,
    ])
  })

  test('is replaced as a whole', () => {
    const made = queue(['503', '503'])
    made.set('reset')
    expect(made.next()).toEqual({ reset: true })
    made.set(undefined)
    expect(made.next()).toBeUndefined()
  })

  test.each(['s3-expierd', 'constructor'])(
    'with the unknown name %j is rejected at once',
    (name) => {
      expect(() => queue(['503', name])).toThrow(RangeError)
      expect(() => createLocalService({ faults: { put: name } })).toThrow(`Unknown fault "${name}"`)
    },
  )
})

describe('without a network', () => {
  const request = (signal?: AbortSignal) =>
    new Request('https://service.example.test/', signal ? { signal } : {})
  const perform = (action: WireFault['action'], signal?: AbortSignal) =>
    withoutWire(request(signal), () => Promise.reject(new WireFault(action)))

  test('a reset rejects as fetch does', async () => {
    await expect(perform({ type: 'reset' })).rejects.toThrow(TypeError)
  })

  test('silence lasts until the request is aborted', async () => {
    const controller = new AbortController()
    const response = perform({ type: 'silence' }, controller.signal)
    controller.abort(new Error('enough'))
    await expect(response).rejects.toThrow('enough')
    await expect(
      perform({ type: 'silence' }, AbortSignal.abort(new Error('before'))),
    ).rejects.toThrow('before')
  })

  test('an early response is returned, a truncated one rejects', async () => {
    const raw = rawResponse(new Response(null, { status: 403 }), 'no')
    expect((await perform({ type: 'raw', ...raw, after: 'nothing', ms: 0 })).status).toBe(403)
    await expect(perform({ type: 'raw', ...raw, after: 'close', ms: 0 })).rejects.toThrow(TypeError)
  })

  test('other errors are passed on', async () => {
    await expect(
      withoutWire(request(), () => Promise.reject(new RangeError('bug'))),
    ).rejects.toThrow(RangeError)
  })
})

describe('the documentation', () => {
  const text = readFileSync(new URL('../../../docs/rehearse-faults.md', import.meta.url), 'utf8')
  const names = new Set(Array.from(text.matchAll(/`([\w-]+)`/g), ([, name]) => name))

  test.each(Object.entries({ PUT_FAULTS, PREFLIGHT_FAULTS, PRESIGN_FAULTS, COMPLETE_FAULTS }))(
    'names every one of %s',
    (_name, faults) => {
      expect(Object.keys(faults).filter((name) => !names.has(name))).toEqual([])
    },
  )
})
