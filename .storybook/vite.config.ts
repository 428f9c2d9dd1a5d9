import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The library's own vite.config.ts builds the package and would leave dead worker URLs in a static
// Storybook.
export default defineConfig({ plugins: [react()], build: { chunkSizeWarningLimit: 2000 } })
