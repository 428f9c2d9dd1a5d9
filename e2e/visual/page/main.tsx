import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { SearchImageUploader } from 'search-image-uploader'
import { ja } from 'search-image-uploader/locales/ja'
import { ko } from 'search-image-uploader/locales/ko'
import { stubUploader } from 'search-image-uploader/testing'
import 'search-image-uploader/styles.css'
import { ar } from '../../../stories/lib/ar.js'
import { SHOTS, type Scheme, type Shot } from '../shots.js'
import './page.css'

declare global {
  interface Window {
    /** Shows only one shot, and waits until its image is drawn. */
    show: (name: string, scheme: Scheme) => Promise<void>
  }
}

const MESSAGES = { en: undefined, ko, ja, ar }
const TYPES = { accept: 'image/png', reject: 'application/pdf', unknown: '' }

let mounted: Root | undefined

function mount(
  { look: { state, remaining, drag, look }, variant, language, width }: Shot,
  scheme: Scheme,
): HTMLElement {
  mounted?.unmount()
  document.body.innerHTML = `<div id="shot" data-scheme="${scheme}" lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"></div>`
  const box = document.querySelector<HTMLElement>('#shot')
  if (box === null) throw new Error('no box')
  mounted = createRoot(box)
  const control = stubUploader({ state, remainingSeconds: remaining ?? null })
  const uploader = (
    <SearchImageUploader
      control={control}
      variant={variant}
      messages={MESSAGES[language]}
      {...look}
    />
  )
  flushSync(() => mounted?.render(<div style={{ inlineSize: width }}>{uploader}</div>))
  if (drag !== undefined) dragOver(box, TYPES[drag])
  return box
}

function dragOver(box: HTMLElement, type: string): void {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File(['x'], 'x', { type }))
  box
    .querySelector('[data-part=surface]')
    ?.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }))
}

window.show = async (name, scheme) => {
  const shot = SHOTS.find((one) => one.name === name)
  if (shot === undefined) throw new Error(`no shot ${name}`)
  const box = mount(shot, scheme)
  await document.fonts.ready
  await Promise.all(Array.from(box.querySelectorAll('img'), (image) => image.decode()))
  // First the effects of the render, then what they draw.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
}
document.documentElement.dataset.ready = 'true'
