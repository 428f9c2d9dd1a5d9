/** The relay's options. */
import type { UploadHandlerOptions } from '../options.js'
import type { RelayAddressOptions } from './address.js'

/** Options of `createUploadRelay`: `publicUrl` or `allowedHosts`, and those of the handler. */
export interface UploadRelayOptions extends UploadHandlerOptions, RelayAddressOptions {
  /**
   * Size of the largest image that is passed on, in bytes.
   * @default 5_000_000
   */
  maxBytes?: number | undefined
  /**
   * Claims a relay token, which is valid for one upload. Several instances need a shared memory,
   * for example Redis `SET id 1 NX PXAT expiresAt`.
   * @param id unique id of the token
   * @param expiresAt when the id may be forgotten, in milliseconds since the epoch
   * @returns true for the first call with this id, false for all later ones
   * @throws anything; the relay then sends 503
   * @default the memory of this process
   */
  claimToken?: ((id: string, expiresAt: number) => boolean | Promise<boolean>) | undefined
}
