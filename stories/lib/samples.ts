import { uploadError } from '../../src/core/errors.js'
import type { SelectedImage, Ticket, UploadedAsset, UploadState, UploadStatus } from '../../src/index.js'

/** One photo on its way, frozen in each status. */
export function sampleStates(preview: string): Record<UploadStatus, UploadState> {
  const source = { name: 'kitchen-lamp.jpg', type: 'image/jpeg', bytes: 3_412_004 }
  const image: SelectedImage = {
    source,
    type: 'image/jpeg',
    width: 4032,
    height: 3024,
    preview,
    target: { width: 2048, height: 1536 },
    bytes: 812_340,
  }
  const ticket: Ticket = { assetFileKey: 'images/sample/query-0a1b2c3d.jpg', expiresAt: Date.now() + 14 * 60_000 }
  const asset: UploadedAsset = {
    assetKey: ticket.assetFileKey,
    assetFileKey: ticket.assetFileKey,
    confirmed: true,
    fileName: 'query-0a1b2c3d.jpg',
    type: 'image/jpeg',
    width: 2048,
    height: 1536,
    bytes: 812_340,
    source: { ...source, width: 4032, height: 3024 },
  }
  const progress = { loaded: 503_650, total: 812_340, fraction: 0.62, bytesPerSecond: 250_000, secondsLeft: 2 }
  return {
    idle: { status: 'idle' },
    checking: { status: 'checking', source, previous: { status: 'idle' } },
    preparing: { status: 'preparing', image, ticket },
    requesting: { status: 'requesting', image },
    ready: { status: 'ready', image, ticket },
    uploading: { status: 'uploading', image, ticket, progress },
    confirming: { status: 'confirming', image, ticket },
    waiting: { status: 'waiting', image, ticket, reason: 'offline' },
    success: { status: 'success', image, asset },
    error: { status: 'error', image, error: uploadError('network', 'upload', 'try-again', { offline: false }) },
  }
}
