import { late } from '../lib/late.js'

/**
 * What the uploader does on the page around it. Comes after the first paint: a paste or a drop on
 * the page before that is the browser's, as it is without the uploader.
 */
export const pageOverlay = late(() => import('./page/PageOverlay.js'))
