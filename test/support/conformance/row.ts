/** One case of the comparison. */
import type { LocalServiceOptions } from '../../../src/testing/service/local-service.js'
import type { Session } from './session.js'

export interface Row {
  readonly title: string
  /** Options of the service that the case needs. */
  readonly service?: LocalServiceOptions
  /** @returns what was seen, as the table shows it */
  run(session: Session): Promise<string>
  /** Why the store behaves differently; missing if it must not. */
  readonly difference?: string
}
