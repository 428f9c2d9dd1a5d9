import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** The app is a part of this repository and imports its `dist`. */
export default { turbopack: { root }, outputFileTracingRoot: root }
