import { relay } from '../../../../apps.js'

export { relay as POST, relay as PUT, relay as OPTIONS }
