/** Addresses of the machine that the server runs on. */
import { LOOPBACK } from '../core/protocol/upload-url.js'

/** Whether a URL leads to this machine by its name or address. */
export const isLoopback = (url: string): boolean =>
  LOOPBACK.test(new URL(url).hostname.replace(/\.$/, ''))
