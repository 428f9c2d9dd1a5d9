import { handler } from '../../../../apps.js'

export { handler as POST, handler as OPTIONS }
