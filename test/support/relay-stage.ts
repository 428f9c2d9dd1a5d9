/** A relay on a real port, in front of a local service on another. */
import { afterEach, beforeEach } from 'vitest'
import type { UploadHandlerEvent } from '../../src/server/events.js'
import { toNodeHandler } from '../../src/server/node/node-handler.js'
import type { UploadRelayOptions } from '../../src/server/relay/options.js'
import { createUploadRelay } from '../../src/server/relay/upload-relay.js'
import type { Listening } from '../../src/testing/service/listen.js'
import { createLocalService, type LocalService } from '../../src/testing/service/local-service.js'
import { closeServers, serve } from './servers.js'

export const ORIGIN = 'https://app.example.test'

type Link = Record<'assetFileKey' | 'presignedUploadUrl' | 'receipt', string>

/** A running relay, as a page calls it. */
export interface RunningRelay {
  /** Address of the endpoint. */
  readonly base: string
  post(call: string, body: unknown): Promise<Response>
  link(): Promise<Link>
}

/** What each test of a file gets anew. */
export class RelayStage {
  /** The clock of the relay and the service, in milliseconds since the epoch. */
  now = Date.now()
  readonly events: UploadHandlerEvent[] = []
  readonly service: LocalService = createLocalService({ now: () => this.now })
  storage: Listening = { url: '', close: () => Promise.resolve() }

  /** Events of uploads without what differs from run to run. */
  uploads(): readonly object[] {
    return this.events
      .filter(({ call }) => call === 'upload')
      .map(({ id: _id, waitMs: _wait, upstreamMs: _upstream, totalMs: _total, ...event }) => event)
  }

  /** Starts a relay; its service is local unless `options` name another. */
  async start(options: Partial<UploadRelayOptions> = {}): Promise<RunningRelay> {
    const relay = createUploadRelay({
      ...this.service.credentials,
      baseUrl: this.storage.url,
      authorize: () => 'mina',
      allowedOrigins: [ORIGIN],
      now: () => this.now,
      onEvent: (event) => void this.events.push(event),
      ...options,
    })
    const { url } = await serve(toNodeHandler(relay))
    const base = `${url}/api/search-image`
    const post = (call: string, body: unknown) =>
      fetch(`${base}/${call}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const link = async () =>
      (await (
        await post('presigned-url', { assetType: 'IMAGE', assetFileName: 'query.png' })
      ).json()) as Link
    return { base, post, link }
  }
}

/** @returns the stage of the running test */
export function relayStage(): () => RelayStage {
  let stage = new RelayStage()
  beforeEach(async () => {
    stage = new RelayStage()
    stage.storage = await stage.service.listen()
  })
  afterEach(async () => {
    closeServers()
    await stage.storage.close()
  })
  return () => stage
}

/** Uploads as a page does. */
export const put = (
  url: string,
  body: BodyInit,
  headers: Record<string, string> = { 'Content-Type': 'image/png' },
): Promise<Response> => fetch(url, { method: 'PUT', body, headers })
