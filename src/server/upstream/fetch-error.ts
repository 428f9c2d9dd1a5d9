/** What may be told of an error of `fetch`. */
import { isObject, own } from '../../core/protocol/json.js'

/** Error codes of the platforms, such as `ECONNRESET` or `UND_ERR_SOCKET`. */
const CODE = /^[A-Za-z_]{2,48}$/

const codeOf = (value: unknown): string | undefined => {
  const code = isObject(value) ? own(value, 'code') : undefined
  return typeof code === 'string' && CODE.test(code) ? code : undefined
}

/**
 * A copy of an error without its text, cause and fields, which may contain an address or a key.
 * @returns an error with the name, the platform's code, and where it was thrown
 */
export function withoutText(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error('no error object')
  const { name, message, stack = '', cause } = thrown
  const code = codeOf(thrown) ?? codeOf(cause)
  const copy = new Error(
    `${CODE.test(name) ? name : 'Error'}${code === undefined ? '' : `: ${code}`}`,
  )
  // Some platforms have no text in the stack, and some another order: without the known beginning
  // nothing is copied.
  const head = `${name}: ${message}`
  copy.stack = `${String(copy)}${stack.startsWith(head) ? stack.slice(head.length) : ''}`
  return copy
}
