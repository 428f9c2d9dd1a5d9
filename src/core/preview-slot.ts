/** The one object URL on screen: made when a preview is drawn, revoked when it goes. Layer L3. */
import { imageOf } from './state.js'
import type { Store } from './store.js'

export interface PreviewSlot {
  readonly show: (preview: Blob) => void
  /** Revokes the URL and keeps the picture for `revive()`. */
  readonly rest: () => void
  /** True if there was a picture to show again. */
  readonly revive: () => boolean
  /** Revokes the URL for good. */
  readonly clear: () => void
}

export function createPreviewSlot(store: Store): PreviewSlot {
  let shown: Blob | undefined
  const rest = () => {
    const url = imageOf(store.get())?.preview
    if (url === undefined) return
    // Out of the state first: nobody may draw a revoked URL.
    store.dispatch({ type: 'imageChanged', patch: { preview: null } })
    URL.revokeObjectURL(url)
  }
  const show = (preview: Blob) => {
    rest()
    shown = preview
    store.dispatch({ type: 'imageChanged', patch: { preview: URL.createObjectURL(preview) } })
  }
  return {
    show,
    rest,
    revive: () => {
      if (!shown || !imageOf(store.get())) return false
      show(shown)
      return true
    },
    clear: () => {
      rest()
      shown = undefined
    },
  }
}
