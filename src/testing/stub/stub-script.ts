/** The script of `stubUploader`: the events of a real upload, on timers. */
import type { UploadFailure } from '../../core/errors.js'
import { DEFAULT_EXPIRATION_SECONDS } from '../../core/spec.js'
import type { UploadEvent } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { UploadLink } from '../../core/protocol/types.js'
import type { SelectedImage } from '../../core/uploader/types.js'

export interface ScriptOptions {
  readonly resolves?: UploadedAsset | undefined
  readonly rejects?: UploadFailure | undefined
  readonly autoUpload?: boolean | undefined
  readonly stepMs?: number | undefined
}

export interface Script {
  select(file: Blob): void
  upload(): void
  /** Ends the run, and emits `event`. */
  stop(event?: UploadEvent): void
}

const PROGRESS_STEPS = 8

export function createScript(
  options: ScriptOptions,
  dispatch: (event: UploadEvent) => void,
): Script {
  const { rejects, resolves } = options
  const player = createPlayer(options.stepMs ?? 300, dispatch)
  const preview = createPreview()
  let total = 0
  return {
    select(file) {
      player.stop()
      const name = file instanceof File ? file.name : ''
      const source = { name, type: file.type, bytes: file.size }
      dispatch({ type: 'checkStarted', source })
      if (rejects?.phase === 'choose') return player.play([{ type: 'rejected', error: rejects }])
      total = resolves?.bytes ?? file.size
      player.play(wholeRun(imageOf(source, preview.show(file), resolves), total, options))
    },
    upload: () => player.play(uploadEvents(total, newLink(), options)),
    stop(event) {
      player.stop()
      if (event?.type !== 'cancelled' && event?.type !== 'checkStopped') preview.revoke()
      if (event) dispatch(event)
    },
  }
}

/** Emits one event per step. */
function createPlayer(stepMs: number, dispatch: (event: UploadEvent) => void) {
  let timers: ReturnType<typeof setTimeout>[] = []
  const stop = () => {
    for (const timer of timers) clearTimeout(timer)
    timers = []
  }
  return {
    stop,
    play(events: readonly UploadEvent[]) {
      stop()
      timers = events.map((event, index) => setTimeout(() => dispatch(event), stepMs * (index + 1)))
    },
  }
}

/** The object URL of the current image. */
function createPreview() {
  let url: string | undefined
  const revoke = () => {
    if (url !== undefined) URL.revokeObjectURL(url)
    url = undefined
  }
  return {
    revoke,
    show(file: Blob): string {
      revoke()
      const shown = URL.createObjectURL(file)
      url = shown
      return shown
    },
  }
}

const newLink = (): UploadLink => ({
  assetFileKey: 'images/simulated/query.jpg',
  expiresAt: Date.now() + DEFAULT_EXPIRATION_SECONDS * 1000,
})

function imageOf(
  source: SelectedImage['source'],
  preview: string,
  asset: UploadedAsset | undefined,
): SelectedImage {
  const { width = 1200, height = 900 } = asset?.source ?? {}
  return {
    source,
    type: source.type,
    width,
    height,
    preview,
    ...(asset ? { bytes: asset.bytes } : {}),
  }
}

function wholeRun(image: SelectedImage, total: number, options: ScriptOptions): UploadEvent[] {
  const link = newLink()
  const upload: UploadEvent[] =
    options.autoUpload === false ? [{ type: 'readied', link }] : uploadEvents(total, link, options)
  return [{ type: 'accepted', image }, { type: 'linkIssued', link }, ...upload]
}

function uploadEvents(
  total: number,
  link: UploadLink,
  { resolves, rejects }: ScriptOptions,
): UploadEvent[] {
  const progress = Array.from({ length: PROGRESS_STEPS }, (_unused, index): UploadEvent => {
    const fraction = (0.99 * (index + 1)) / PROGRESS_STEPS
    return {
      type: 'progressed',
      progress: { loaded: Math.round(total * fraction), total, fraction },
    }
  })
  const start: UploadEvent = { type: 'uploadStarted', link, total }
  if (rejects) return [start, ...progress.slice(0, 3), { type: 'failed', error: rejects }]
  return resolves
    ? [start, ...progress, { type: 'confirming', link }, { type: 'succeeded', asset: resolves }]
    : [start]
}
