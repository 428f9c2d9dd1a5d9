import { late } from '../lib/late.js'

/**
 * What the uploader does on the page around it: page-wide pastes and drops, the guard and the
 * cover. Loaded after the first paint; until then the browser handles a paste or a drop on the page
 * as without the uploader.
 */
export const pageOverlay = late(() => import('./page/PageOverlay.js'))
