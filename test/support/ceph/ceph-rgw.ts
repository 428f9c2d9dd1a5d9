/**
 * Ceph's object gateway (RGW) with a monitor and a store in memory, on loopback. The programs come
 * from Debian's packages `radosgw`, `ceph-mon` and `ceph-osd`.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ExternalStorage } from '../../../src/testing/service/service-state.js'
import { POLL_TIMEOUT } from '../patience.js'
import { cephConfiguration } from './configuration.js'
import { createBucket } from './create-bucket.js'

export interface CephRgw {
  /** A new bucket with the CORS rule of the local service. */
  readonly storage: ExternalStorage
  /** Ends the processes and removes their files. */
  stop(): Promise<void>
}

const execute = promisify(execFile)

/** @throws if a process ends early, or if the start takes longer than a poll may */
export async function startCephRgw(): Promise<CephRgw> {
  const folder = await mkdtemp(join(tmpdir(), 'ceph-rgw-'))
  const children: ChildProcess[] = []
  // The stores are in memory and have nothing to save; after SIGTERM the OSD waits for seconds.
  const stop = async () => {
    await Promise.all(children.map(ended))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { storage: await start(folder, children), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exit
}

async function start(folder: string, children: ChildProcess[]): Promise<ExternalStorage> {
  const [monitor = 0, gateway = 0] = await freePorts(2)
  const id = randomUUID()
  const config = join(folder, 'ceph.conf')
  await writeFile(config, cephConfiguration(folder, id, { monitor, gateway }))
  await Promise.all(['mon', 'osd', 'run', 'rgw'].map((name) => mkdir(join(folder, name))))
  const env = { ...process.env, CEPH_CONF: config }
  // So that the processes are ended before the time of the test is over.
  const signal = AbortSignal.timeout(POLL_TIMEOUT)
  const run = (program: string, ...args: string[]) => execute(program, args, { env, signal })
  const serve = (program: string, ...args: string[]) =>
    void children.push(spawn(program, ['-f', ...args], { env, stdio: 'ignore' }))

  const map = join(folder, 'monmap')
  await run('monmaptool', '--create', '--fsid', id, '--addv', 'a', `[v2:127.0.0.1:${monitor}]`, map)
  await run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map)
  serve('ceph-mon', '-i', 'a')
  const osd = randomUUID()
  await run('ceph', 'osd', 'new', osd)
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd)
  serve('ceph-osd', '-i', '0')
  serve('radosgw', '-n', 'client.rgw')
  const storage = {
    endpoint: `http://127.0.0.1:${gateway}`,
    bucket: 'query-assets',
    region: 'kr-standard',
    accessKeyId: 'CONFORMANCE',
    secretAccessKey: randomUUID(),
  }
  await untilResponding(storage.endpoint, children, signal)
  const keys = ['--access-key', storage.accessKeyId, '--secret-key', storage.secretAccessKey]
  const user = ['user', 'create', '--uid', 'tests', '--display-name', 'tests', ...keys]
  await run('radosgw-admin', '-n', 'client.rgw', ...user)
  await createBucket(storage)
  return storage
}

/** Ports that are free now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => new Promise((ok) => server.once('listening', ok))))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((ok) => server.close(ok))))
  return ports
}

async function untilResponding(
  url: string,
  children: readonly ChildProcess[],
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const gone = children.find(({ exitCode }) => exitCode !== null)
    if (gone) throw new Error(`${gone.spawnfile} ended with ${gone.exitCode}`)
    const response = await fetch(url, { signal }).catch(() => undefined)
    if (response?.ok === true) return
    await sleep(50)
  }
}
