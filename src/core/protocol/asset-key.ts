/** The rule for asset keys, which browser and server check alike. */

// oxlint-disable-next-line no-control-regex -- control characters are what is rejected
const KEY = /^[^\u0000-\u001f\u007f]{1,1024}$/

/** @returns whether the value is text of 1 to 1024 characters without control characters */
export const isAssetKey = (value: unknown): value is string =>
  typeof value === 'string' && KEY.test(value)
