/** Runs a script through the host app's own Redis client, whichever it is. */

/**
 * Runs a Lua script in Redis, for clients with an interface of their own.
 * @param script source of the script
 * @param keys its `KEYS`
 * @param args its `ARGV`
 * @returns what the script returns
 */
export type RedisEval = (
  script: string,
  keys: readonly string[],
  args: readonly string[],
) => Promise<unknown>

/** ioredis and iovalkey, known by their `defineCommand`. */
export interface IoredisClient {
  /** Marks these clients; not called. */
  readonly defineCommand: unknown
  /**
   * Runs a script.
   * @param script its source
   * @param numberOfKeys how many of the rest are keys
   * @param keysAndArgs keys, then arguments
   * @returns what the script returns
   */
  eval(script: string, numberOfKeys: number, ...keysAndArgs: string[]): Promise<unknown>
}

/** Valkey GLIDE, known by its `customCommand`. */
export interface GlideClient {
  /**
   * Runs a command.
   * @param args its name and arguments
   * @returns its response
   */
  customCommand(args: string[]): Promise<unknown>
}

/** node-redis (the package `redis`): every other client with `eval`. */
export interface NodeRedisClient {
  /**
   * Runs a script.
   * @param script its source
   * @param options keys and arguments
   * @returns what the script returns
   */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

/** A Redis or Valkey client, or a function that runs a script. */
export type RedisClient = IoredisClient | GlideClient | NodeRedisClient | RedisEval

/** @throws TypeError if it is none of the clients */
export function evalOf(redis: RedisClient): RedisEval {
  if (typeof redis === 'function') return redis
  if ('defineCommand' in redis)
    return (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args)
  if ('customCommand' in redis)
    return (script, keys, args) =>
      redis.customCommand(['EVAL', script, String(keys.length), ...keys, ...args])
  if ('eval' in redis)
    return (script, keys, args) => redis.eval(script, { keys: [...keys], arguments: [...args] })
  throw new TypeError('redis must be a client with `eval` or `customCommand`, or a function')
}
