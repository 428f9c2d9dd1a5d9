/** The S3 error document, of which only the code is used. */

/**
 * @param xml the body of a storage's response
 * @returns the storage's error code, for example `SignatureDoesNotMatch`, or `undefined` if the
 * body names none
 */
export const storageErrorCode = (xml: string): string | undefined =>
  /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(xml)?.[1]
