/** The uploader as a host has it, and a clock from the input's `change` to the frame that shows the picture. */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { SearchImageUploader } from 'search-image-uploader'
import 'search-image-uploader/styles.css'

const host = document.body.appendChild(document.createElement('div'))
host.style.inlineSize = '480px'
// The link is asked for beside the preparation, as always; it never comes, so that nothing else is measured.
const destination = { requestPresignedUrl: () => new Promise(() => {}), confirmUpload: () => new Promise(() => {}) }
createRoot(host).render(createElement(SearchImageUploader, destination))

const picture = () => document.querySelector('[data-part=preview] img')

document.addEventListener(
  'change',
  ({ timeStamp }) => {
    const before = picture()?.src
    const seen = () => {
      const image = picture()
      if (image === null || image.src === before || !image.complete || image.naturalWidth === 0) return requestAnimationFrame(seen)
      // After the frame in which it was complete.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.shown?.(performance.now() - timeStamp)
      port2.postMessage(undefined)
    }
    requestAnimationFrame(seen)
  },
  { capture: true },
)

/** Milliseconds of the next choice. */
window.nextPreview = () => new Promise((resolve) => (window.shown = resolve))
