/** The accepted image as the state shows it. Pure. Layer L3. */
import type { UploadJob } from '../pipeline/job.js'
import { FORMATS } from '../spec.js'
import type { SelectedImage } from './types.js'

export function selectedImage({
  image: { source, header },
  plan: planned,
}: UploadJob): SelectedImage {
  const { width, height } = header
  const shrunk = planned.width !== width || planned.height !== height
  return {
    source,
    type: FORMATS[header.format].type,
    width,
    height,
    ...(shrunk ? { target: { width: planned.width, height: planned.height } } : {}),
    ...(header.animated && planned.kind === 'reencode' ? { notices: ['animated' as const] } : {}),
  }
}
