import { useState } from 'react'
import { useSearchImageUpload, type Uploader } from '../../src/index.js'
import { isLive, simulatedUploader } from './live.js'

const useLive = (): Uploader => useSearchImageUpload({ endpoint: '/api/search-image' }).control
const useSimulated = (): Uploader => useState(() => simulatedUploader())[0]

/**
 * An uploader that uploads for real where this page has a server, and plays a script where it has
 * none.
 */
export const useDemoControl: () => Uploader = isLive ? useLive : useSimulated
