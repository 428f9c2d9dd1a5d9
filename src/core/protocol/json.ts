/** JSON from outside: parsed without throwing, read by own properties only. */

/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>

/** @returns whether the value is a JSON object: no array and not `null` */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @returns the property if the object itself has it; inherited ones do not count */
export const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

/** @returns the parsed text, or `undefined` if it is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
