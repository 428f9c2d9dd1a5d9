/** The relay's own address, which pages get in place of the storage's. */
import { isUploadUrl } from '../../core/protocol/upload-url.js'
import { HttpError } from '../http-error.js'
import { isLoopback } from '../loopback.js'

/** How the relay knows its address. */
export interface RelayAddressOptions {
  /**
   * Address of this endpoint as pages see it, for example
   * `https://app.example.com/api/search-image`: https, or http on loopback.
   * @default the address of the request, if `allowedHosts` lists its host
   */
  publicUrl?: string | undefined
  /**
   * Without `publicUrl`: hosts that a request may be addressed to, with a port if it is not the
   * usual one, for example `app.example.com`. Links then name the host of their request.
   * @default none; any host if `baseUrl` is on loopback
   */
  allowedHosts?: readonly string[] | undefined
}

/** @returns the address of the endpoint, without a slash at its end */
export type AddressOf = (request: Request) => string

/**
 * @param isLocal whether the service is on loopback, as in development
 * @throws TypeError if the address cannot be known, or an option is not valid
 */
export function relayAddress(
  { publicUrl, allowedHosts }: RelayAddressOptions,
  isLocal: boolean,
): AddressOf {
  if (publicUrl !== undefined) {
    const address = checkedAddress(publicUrl)
    return () => address
  }
  if (allowedHosts === undefined && !isLocal)
    throw new TypeError(
      'createUploadRelay needs `publicUrl`, or `allowedHosts`: the Host header of a request is ' +
        'whatever its sender writes',
    )
  for (const host of allowedHosts ?? []) checkHost(host)
  return (request) => {
    const url = new URL('.', request.url)
    if (allowedHosts?.includes(url.host) === false)
      throw new HttpError('invalid-request', 'host-not-allowed')
    // Behind a proxy that ends TLS the request came by http.
    if (!isLoopback(url.href)) url.protocol = 'https:'
    return withoutSlash(url.href)
  }
}

function checkedAddress(publicUrl: string): string {
  if (!isUploadUrl(publicUrl) || /[?#]/.test(publicUrl))
    throw new TypeError('`publicUrl` must be an https URL without a query, or http on loopback')
  return withoutSlash(publicUrl)
}

function checkHost(host: string): void {
  if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).host !== host)
    throw new TypeError(`\`allowedHosts\` must list host names, and "${host}" is none`)
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')
