import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Not the vite.config.ts of the package, because that one keeps worker URLs that do not exist in a
// static Storybook.
export default defineConfig({ plugins: [react()], build: { chunkSizeWarningLimit: 2000 } })
