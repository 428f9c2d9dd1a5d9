/** The script that grants calls inside Redis, and its responses. */

/**
 * One step of the budget, by Redis' own clock, atomic as every script.
 *
 * KEYS: the log of the last grants (a list of microseconds), the state (a hash).
 * ARGV: mode, limit, and in ms: window, gap, quiet time, time apart.
 *
 * It grants a call for now or not at all: a later turn would depend on the timers of its caller.
 * While the instances count apart, it grants none. That begins when the log is lost (another run of
 * Redis, or its clock was set back) and when an instance reports calls that Redis does not know.
 */
export const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local mode, limit = ARGV[1], tonumber(ARGV[2])
local window, gap, quiet, apart = ARGV[3] * 1000, ARGV[4] * 1000, ARGV[5] * 1000, ARGV[6] * 1000
local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or 'unknown'
local state = redis.call('HMGET', KEYS[2], 'run', 'together')
local together = tonumber(state[2])
local last = tonumber(redis.call('LINDEX', KEYS[1], -1))
if state[1] ~= run or not together or together > now + apart or (last and last > now) then
  redis.call('DEL', KEYS[1])
  last = nil
  together = nil
end
if mode == 'report' or not together then
  together = now + apart
  redis.call('HSET', KEYS[2], 'run', run, 'together', string.format('%.0f', together))
end
if now < together then
  local since = last and math.floor((now - last) / 1000) or -1
  return {2, math.floor((together - now) / 1000), since}
end
local free = together + quiet
local oldest = tonumber(redis.call('LINDEX', KEYS[1], -limit))
if last then free = math.max(free, last + gap) end
if oldest then free = math.max(free, oldest + window) end
if now < free then return {1, math.ceil((free - now) / 1000), 0} end
if mode == 'claim' then
  redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('LTRIM', KEYS[1], -limit, -1)
end
return {0, 0, 0}
`

/**
 * `claim` takes one call, `probe` only asks, `report` says that this instance made calls that Redis
 * does not know.
 */
export type Mode = 'claim' | 'probe' | 'report'

export type ScriptResponse =
  | { readonly kind: 'granted' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  /**
   * The instances count apart for `forMs`. `sinceMs` is the time since the last grant, `undefined`
   * if the log was lost.
   */
  | { readonly kind: 'apart'; readonly forMs: number; readonly sinceMs: number | undefined }

/** @throws Error if it is no response of the script, for example because a proxy made it */
export function parseResponse(response: unknown): ScriptResponse {
  const [kind, ms = Number.NaN, since = Number.NaN] = Array.isArray(response)
    ? response.map(Number)
    : []
  if (Number.isFinite(ms) && Number.isFinite(since)) {
    if (kind === 0) return { kind: 'granted' }
    if (kind === 1) return { kind: 'wait', waitMs: ms }
    if (kind === 2) return { kind: 'apart', forMs: ms, sinceMs: since < 0 ? undefined : since }
  }
  throw new Error('Redis did not send a response of the limiter')
}
