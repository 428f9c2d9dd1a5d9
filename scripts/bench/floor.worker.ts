/**
 * The least work that gives the same image: one decode, halving, one encode, without checks, queue
 * or fallback, in a worker that is already running. The engines are compared with it.
 */
export interface FloorJob {
  readonly id: number
  readonly file: Blob
  readonly width: number
  readonly height: number
  readonly coded: readonly [number, number]
  readonly shown: readonly [number, number]
  readonly quality: number
}

async function decode({
  file,
  width,
  height,
  coded,
  shown,
}: FloorJob): Promise<[CanvasImageSource & { close(): void }, number, number]> {
  const n =
    file.type === 'image/jpeg' && 'rotation' in VideoFrame.prototype
      ? [1, 2, 4].find(
          (eighths) => Math.min((shown[0] * eighths) / width, (shown[1] * eighths) / height) >= 8,
        )
      : undefined
  if (n !== undefined) {
    const [desiredWidth, desiredHeight] = [
      Math.ceil((coded[0] * n) / 8),
      Math.ceil((coded[1] * n) / 8),
    ]
    const decoder = new ImageDecoder({
      data: file.stream(),
      type: file.type,
      desiredWidth,
      desiredHeight,
    })
    const { image } = await decoder.decode()
    decoder.close()
    return [image, image.displayWidth, image.displayHeight]
  }
  const bitmap = await createImageBitmap(file)
  return [bitmap, bitmap.width, bitmap.height]
}

interface Look {
  readonly smoothing: ImageSmoothingQuality
  readonly fill: boolean
}

function draw(
  source: CanvasImageSource,
  width: number,
  height: number,
  { smoothing, fill }: Look,
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { alpha: false })!
  if (fill) {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
  }
  context.imageSmoothingQuality = smoothing
  context.drawImage(source, 0, 0, width, height)
  return canvas
}

export async function floor(job: FloorJob): Promise<Blob> {
  const [decoded, decodedWidth, decodedHeight] = await decode(job)
  let source: CanvasImageSource = decoded
  let [w, h] = [decodedWidth, decodedHeight]
  const fill = job.file.type !== 'image/jpeg'
  while (w >= job.width * 2 && h >= job.height * 2) {
    ;[w, h] = [Math.max(job.width, Math.round(w / 2)), Math.max(job.height, Math.round(h / 2))]
    source = draw(source, w, h, { smoothing: 'low', fill })
    decoded.close()
  }
  const canvas =
    source instanceof OffscreenCanvas && w === job.width && h === job.height
      ? source
      : draw(source, job.width, job.height, { smoothing: 'medium', fill })
  decoded.close()
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: job.quality })
  canvas.width = 0
  canvas.height = 0
  return blob
}

self.onmessage = async ({ data }: MessageEvent<FloorJob>) => {
  try {
    self.postMessage({ id: data.id, blob: await floor(data) })
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error) })
  }
}
