import { afterEach, expect, test, vi } from 'vitest'
import { createWorkerClient } from './worker-client.js'

interface Message {
  readonly id: number
  readonly text: string
}

const running: Worker[] = []

/** A client of a worker that runs `script` for each message. */
const clientOf = (script: string) =>
  createWorkerClient<{ readonly text: string }, Message>({
    launchers: [
      () =>
        Promise.resolve(() => {
          const code = `onmessage = ({ data }) => { ${script} }; postMessage({ ready: true })`
          const worker = new Worker(URL.createObjectURL(new Blob([code])))
          running.push(worker)
          return worker
        }),
    ],
    isReusable: ({ text }) => text !== 'broken',
  })
const { signal } = new AbortController()
const ECHO = 'postMessage(data)'

afterEach(() => {
  vi.useRealTimers()
  for (const worker of running.splice(0)) worker.terminate()
})

test('sends requests to one worker, and ignores messages about another request', async () => {
  const client = clientOf(`postMessage({ id: data.id - 1, text: 'late' }); ${ECHO}`)
  expect(client.isRunning).toBe(false)
  expect(await client.start(signal)).toBe(true)
  expect(await client.request({ text: 'one' }, { signal })).toMatchObject({ text: 'one' })
  expect(await client.request({ text: 'two' }, { signal })).toMatchObject({ text: 'two' })
  expect(client.isRunning).toBe(true)
  expect(running).toHaveLength(1)
})

test('passes messages on until one is not progress', async () => {
  const client = clientOf(`postMessage({ ...data, text: 'progress' }); ${ECHO}`)
  await client.start(signal)
  const onProgress = vi.fn(({ text }: Message) => text === 'progress')
  const response = await client.request({ text: 'end' }, { signal, onProgress })
  expect(response).toMatchObject({ text: 'end' })
  expect(onProgress).toHaveBeenCalledTimes(2)
})

test('ends a worker whose response says that it cannot be reused', async () => {
  const client = clientOf(ECHO)
  await client.start(signal)
  expect(await client.request({ text: 'broken' }, { signal })).toMatchObject({ text: 'broken' })
  expect(client.isRunning).toBe(false)
  await client.start(signal)
  expect(running).toHaveLength(2)
})

test('ends a worker that crashes, and has no response', async () => {
  const client = clientOf('throw new Error()')
  await client.start(signal)
  expect(await client.request({ text: 'one' }, { signal })).toBeUndefined()
  expect(client.isRunning).toBe(false)
})

test('ends a worker that is silent for 60 s, and has no response', async () => {
  const client = clientOf('')
  await client.start(signal)
  vi.useFakeTimers()
  const requested = client.request({ text: 'one' }, { signal })
  await vi.advanceTimersByTimeAsync(59_999)
  expect(client.isRunning).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(await requested).toBeUndefined()
  expect(client.isRunning).toBe(false)
})

test('ends the worker on an abort, while it works and while it starts', async () => {
  const client = clientOf('')
  await client.start(signal)
  const working = new AbortController()
  const requested = client.request({ text: 'one' }, { signal: working.signal })
  working.abort('stop')
  await expect(requested).rejects.toBe('stop')
  expect(client.isRunning).toBe(false)
  const starting = new AbortController()
  const started = client.start(starting.signal)
  starting.abort('stop')
  await expect(started).rejects.toBe('stop')
  expect(client.isRunning).toBe(false)
})

test('has no response where no worker runs', async () => {
  expect(await clientOf(ECHO).request({ text: 'one' }, { signal })).toBeUndefined()
})

test('moves the objects to transfer', async () => {
  const client = clientOf(ECHO)
  await client.start(signal)
  const buffer = new ArrayBuffer(8)
  await client.request({ text: 'one' }, { signal, transfer: [buffer] })
  expect(buffer.byteLength).toBe(0)
})
