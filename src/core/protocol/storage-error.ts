/** The S3 error document, of which only the code and the word "expired" are used. */

/**
 * @param xml the body of a storage's response
 * @returns the storage's error code, for example `SignatureDoesNotMatch`, or `undefined` if the
 * body names none
 */
export const storageErrorCode = (xml: string): string | undefined =>
  /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(xml)?.[1]

/**
 * @param code the storage's error code
 * @param xml the body that it was in
 * @returns whether the storage says that the link has expired
 */
export const saysExpired = (code: string | undefined, xml: string): boolean =>
  code === 'AccessDenied' && /<Message>[^<]*expired[^<]*<\/Message>/i.test(xml)
