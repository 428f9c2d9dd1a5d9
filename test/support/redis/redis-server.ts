/** A real Redis on a free port of 127.0.0.1, without files. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RedisServer {
  readonly port: number
  /** When Redis granted each call, in ms by its own clock. */
  readonly grants: readonly number[]
  /** Ends it without a warning. */
  kill(): Promise<void>
  /** Starts it again, empty. */
  start(): Promise<void>
  /** Sends `SIGSTOP` or `SIGCONT`. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** @throws Error if the program `redis-server` is missing */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  const grants: number[] = []
  let program: ChildProcess
  let monitor: Socket
  const start = async () => {
    program = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    )
    await once(program, 'spawn')
    monitor = await watchGrants(port, grants)
  }
  await start()
  return {
    port,
    grants,
    start,
    async kill() {
      monitor.destroy()
      const exit = once(program, 'exit')
      program.kill('SIGKILL')
      await exit
    },
    signal: (name) => void program.kill(name),
  }
}

/** `MONITOR` prints each command of a script, and the log of grants has the times. */
async function watchGrants(port: number, grants: number[]): Promise<Socket> {
  const socket = await connected(port)
  let text = ''
  socket.setEncoding('latin1')
  socket.on('error', () => undefined)
  socket.on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const time = /"RPUSH" ".*:log" "(\d+)"/i.exec(line)?.[1]
      if (time !== undefined) grants.push(Number(time) / 1000)
    }
  })
  socket.write('MONITOR\r\n')
  return socket
}

async function connected(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return socket
    } catch {
      await sleep(20)
    }
  }
}
