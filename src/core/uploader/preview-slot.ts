/** The one object URL on screen: made when a preview is drawn, revoked when it goes. Layer L3. */
import { imageOf } from './state.js'
import type { Store } from './store.js'

export interface PreviewSlot {
  readonly show: (preview: Blob) => void
  /** Shows the file itself until there is a preview. */
  readonly standIn: (original: Blob) => void
  /** Revokes the URL and keeps the image for `revive()`. */
  readonly rest: () => void
  /** Shows again what there was; true if that was a preview. */
  readonly revive: () => boolean
  /** Revokes the URL for good. */
  readonly clear: () => void
}

export function createPreviewSlot(store: Store): PreviewSlot {
  let shown: Blob | undefined
  let isDrawn = false
  const rest = () => {
    const url = imageOf(store.get())?.preview
    if (url === undefined) return
    // Out of the state first: nobody may draw a revoked URL.
    store.dispatch({ type: 'imageChanged', patch: { preview: null } })
    URL.revokeObjectURL(url)
  }
  const show = (image: Blob, drawn: boolean) => {
    rest()
    shown = image
    isDrawn = drawn
    store.dispatch({ type: 'imageChanged', patch: { preview: URL.createObjectURL(image) } })
  }
  return {
    show: (preview) => show(preview, true),
    standIn: (original) => isDrawn || shown === original || show(original, false),
    rest,
    revive: () => {
      if (!shown || !imageOf(store.get())) return false
      show(shown, isDrawn)
      return isDrawn
    },
    clear: () => {
      rest()
      shown = undefined
      isDrawn = false
    },
  }
}
