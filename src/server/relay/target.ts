/** Where the relay may send an image: the presigned URL is the service's, and only checked here. */
import { isLoopback } from '../loopback.js'

/**
 * Whether a presigned URL leads out of the server's own network: https on its usual port, and a
 * host name with a top-level domain. IP addresses, this machine and names such as `metadata` are
 * none, and no storage needs them.
 */
export function isPublicTarget(url: string): boolean {
  const target = new URL(url)
  const hasDomain = /\.[a-z][a-z0-9-]*\.?$/.test(target.hostname)
  return target.protocol === 'https:' && target.port === '' && hasDomain && !isLoopback(url)
}
