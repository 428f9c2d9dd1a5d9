/** The servers of `test/runtimes/servers`, and where their platforms differ from each other. */

/** One server. A missing field means that the server does nothing special. */
export interface Runtime {
  /** Name of the file of the server. */
  readonly name: string
  /** The program that runs the file, with its arguments. */
  readonly program: readonly [string, ...string[]]
  readonly protocol?: 'http2'
  /**
   * What the framework does before the handler is called: `method` and `body` respond to a wrong
   * method and to a body that cannot be parsed, `image` reads an image as a whole.
   */
  readonly before?: readonly ('method' | 'body' | 'image')[]
  /** The platform does not say in the request's URL under which address the page called. */
  readonly hidesAddress?: true
  /** The platform does not end a request of which the client is gone. */
  readonly ignoresLeaving?: true
}

const node = ['node'] as const

/** The servers of `npm test`; their packages are development dependencies of the project. */
export const RUNTIMES: readonly Runtime[] = [
  { name: 'node', program: node },
  { name: 'express', program: node },
  { name: 'fastify', program: node, before: ['body'] },
  { name: 'hono', program: node },
]

/** The other servers; their packages are those of `test/runtimes`. */
export const LONG_RUNTIMES: readonly Runtime[] = [
  { name: 'http2', program: node, protocol: 'http2' },
  { name: 'express-parsers', program: node, before: ['body', 'image'] },
  { name: 'koa', program: node },
  { name: 'h3', program: node },
  { name: 'next', program: node, before: ['method'], hidesAddress: true },
  { name: 'bun', program: ['node_modules/.bin/bun'] },
  {
    name: 'deno',
    program: [
      'node_modules/.bin/deno',
      'run',
      '--no-config',
      '--no-lock',
      '--allow-net',
      '--allow-env',
    ],
  },
  { name: 'workerd', program: node, ignoresLeaving: true },
]
