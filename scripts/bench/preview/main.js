/**
 * The uploader as in a host app, and a clock from the input's `change` event to the frame that
 * shows the image.
 */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { SearchImageUploader } from 'search-image-uploader'
import 'search-image-uploader/styles.css'

const container = document.body.appendChild(document.createElement('div'))
container.style.inlineSize = '480px'
// The uploader requests a link while it prepares the image, as always. The link never comes, so
// that nothing else is measured.
const destination = {
  requestPresignedUrl: () => new Promise(() => {}),
  confirmUpload: () => new Promise(() => {}),
}
createRoot(container).render(createElement(SearchImageUploader, destination))

let selectedAt = 0
document.addEventListener(
  'change',
  ({ timeStamp }) => {
    selectedAt = timeStamp
  },
  { capture: true },
)

// The clock does not ask in each frame, because additional frames would slow what is measured.
document.addEventListener(
  'load',
  ({ target }) => {
    if (!(target instanceof HTMLImageElement)) return
    requestAnimationFrame(() => {
      // This message arrives after the frame that shows the image.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.shown?.(performance.now() - selectedAt)
      port2.postMessage(undefined)
    })
  },
  { capture: true },
)

/** Milliseconds of the next selection. */
window.nextPreview = () =>
  new Promise((resolve) => {
    window.shown = resolve
  })
