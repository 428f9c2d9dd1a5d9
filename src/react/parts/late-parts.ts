/** What is loaded after the first paint, because nothing needs it before the user acts. */
export { pressEscape } from '../live/escape.js'
export { Voice } from '../live/Voice.js'
export { DropOverlay } from './DropOverlay.js'
export { Validity } from './Validity.js'
