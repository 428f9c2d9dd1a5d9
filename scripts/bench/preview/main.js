/**
 * The uploader as a host has it, and a clock from the input's `change` to the frame that shows the
 * image.
 */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { SearchImageUploader } from 'search-image-uploader'
import 'search-image-uploader/styles.css'

const host = document.body.appendChild(document.createElement('div'))
host.style.inlineSize = '480px'
// The link is asked for beside the preparation, as always; it never comes, so that nothing else is
// measured.
const destination = {
  requestPresignedUrl: () => new Promise(() => {}),
  confirmUpload: () => new Promise(() => {}),
}
createRoot(host).render(createElement(SearchImageUploader, destination))

let chosenAt = 0
document.addEventListener('change', ({ timeStamp }) => (chosenAt = timeStamp), { capture: true })

// Not by asking in each frame: frames that nobody else needs would take their time from what is
// measured.
document.addEventListener(
  'load',
  ({ target }) => {
    if (!(target instanceof HTMLImageElement)) return
    requestAnimationFrame(() => {
      // After the frame that shows it.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.shown?.(performance.now() - chosenAt)
      port2.postMessage(undefined)
    })
  },
  { capture: true },
)

/** Milliseconds of the next selection. */
window.nextPreview = () => new Promise((resolve) => (window.shown = resolve))
