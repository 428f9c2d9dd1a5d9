// A small W3C WebDriver client for Debian's WebKitGTK (packages webkit2gtk-driver and xvfb).
// https://www.w3.org/TR/webdriver2/
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { POLL_TIMEOUT, TEST_TIMEOUT } from '../../test/support/patience.ts'
import { webkitDriverPath } from '../../test/support/playwright-launch.ts'

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
const BROWSER = LIBRARIES.map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`).find(
  (path) => existsSync(path),
)

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}

/** A separate display: the developer's screen must not affect a test. */
async function startDisplay(): Promise<{ display: string; process: ChildProcess }> {
  const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']
  const process = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const number = await new Promise<string>((resolve, reject) => {
    process.stdout.once('data', (data) => resolve(String(data).trim()))
    process.once('error', reject)
    process.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
  })
  return { display: `:${number}`, process }
}

async function untilReady(root: string): Promise<void> {
  for (const start = Date.now(); Date.now() - start < POLL_TIMEOUT;) {
    const ready = await fetch(`${root}/status`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await sleep(50)
  }
  throw new Error('WebKitWebDriver did not start')
}

async function send<T>(method: string, url: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TEST_TIMEOUT),
  })
  const { value } = (await response.json()) as { value: T }
  if (!response.ok) throw new Error(JSON.stringify(value))
  return value
}

export class WebKit {
  private constructor(
    private readonly session: string,
    private readonly processes: readonly ChildProcess[],
    readonly version: string,
  ) {}

  static async start(): Promise<WebKit> {
    if (webkitDriverPath === undefined || BROWSER === undefined)
      throw new Error('apt-get install webkit2gtk-driver xvfb')
    const display = await startDisplay()
    const port = await freePort()
    // Set nothing else: WEBKIT_DISABLE_COMPOSITING_MODE and the DMABUF variables make the
    // screenshot hang.
    const driver = spawn(webkitDriverPath, [`--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: display.display },
    })
    const root = `http://127.0.0.1:${port}`
    await untilReady(root)
    const started = await send<{ sessionId: string; capabilities: { browserVersion: string } }>(
      'POST',
      `${root}/session`,
      {
        capabilities: {
          alwaysMatch: { 'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] } },
        },
      },
    )
    const webkit = new WebKit(
      `${root}/session/${started.sessionId}`,
      [driver, display.process],
      started.capabilities.browserVersion,
    )
    await webkit.call('POST', '/timeouts', { script: POLL_TIMEOUT, pageLoad: POLL_TIMEOUT })
    return webkit
  }

  private call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return send<T>(method, this.session + path, body)
  }

  goto(url: string): Promise<void> {
    return this.call('POST', '/url', { url })
  }

  /** Runs the text of a function body, and awaits a promise. */
  execute<T>(script: string, ...args: unknown[]): Promise<T> {
    return this.call<T>('POST', '/execute/sync', { script, args })
  }

  private async find(css: string): Promise<string> {
    const found = await this.call<Record<string, string>>('POST', '/element', {
      using: 'css selector',
      value: css,
    })
    const id = found[ELEMENT]
    if (id === undefined) throw new Error(`no element ${css}`)
    return id
  }

  /** Types text. For a file input, the text is the path of the file. */
  async type(css: string, text: string): Promise<void> {
    await this.call('POST', `/element/${await this.find(css)}/value`, { text })
  }

  async click(css: string): Promise<void> {
    await this.call('POST', `/element/${await this.find(css)}/click`, {})
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.call<string>('GET', '/screenshot'), 'base64')
  }

  async close(): Promise<void> {
    await this.call('DELETE', '').catch(() => undefined)
    for (const process of this.processes) process.kill()
  }
}
