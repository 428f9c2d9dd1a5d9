import type { ReactNode } from 'react'
import type { UploadedAsset } from '../../src/index.js'
import { stubUploader } from '../../src/testing/index.js'

/**
 * False in a published Storybook, which has no server: there the same view plays a scripted upload
 * and says so.
 */
export const isLive: boolean = import.meta.env.DEV

/** The asset of a scripted upload. */
const SIMULATED_ASSET: UploadedAsset = {
  assetKey: 'images/simulated/query.jpg',
  assetFileKey: 'images/simulated/query.jpg',
  confirmed: true,
  fileName: 'query-0a1b2c3d.jpg',
  type: 'image/jpeg',
  width: 2048,
  height: 1536,
  bytes: 812_000,
  source: { name: 'image.jpg', type: 'image/jpeg', width: 4032, height: 3024, bytes: 3_400_000 },
}

export const simulatedUploader = (autoUpload: boolean | undefined = true) =>
  stubUploader({ resolves: SIMULATED_ASSET, autoUpload })

/** Says that nothing is uploaded, where that is so. */
export function Simulated({ children }: { children: ReactNode }) {
  if (isLive) return children
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      <p role="note" style={{ margin: 0, font: '0.875rem/1.5 system-ui, sans-serif' }}>
        <strong>Simulated.</strong> This published Storybook has no server: nothing is uploaded. Run{' '}
        <code>npm start</code> for the real thing.
      </p>
      {children}
    </div>
  )
}
