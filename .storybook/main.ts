import type { StorybookConfig } from '@storybook/react-vite'
import { PREBUNDLED_WITH_DIALOGS } from '../test/support/prebundled.ts'
import { liveBackend } from './live-backend.ts'

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // react-docgen-typescript needs the compiler API that TypeScript 7 no longer has.
  typescript: { reactDocgen: 'react-docgen' },
  core: {
    builder: {
      name: '@storybook/builder-vite',
      options: { viteConfigPath: '.storybook/vite.config.ts' },
    },
    disableTelemetry: true,
    disableWhatsNewNotifications: true,
  },
  features: { sidebarOnboardingChecklist: false },
  // Here and not in vite.config.ts, because the story tests do not read that file.
  viteFinal: (viteConfig) => ({
    ...viteConfig,
    plugins: [...(viteConfig.plugins ?? []), liveBackend()],
    // Not watched, because a test run or a build would reload the page.
    server: {
      ...viteConfig.server,
      watch: { ignored: ['**/.tmp/**', '**/dist/**', '**/storybook-static/**', '**/coverage/**'] },
    },
    // Bundled in advance: Vite finds these only when a story is opened, and bundling one then would
    // reload the page during an upload.
    optimizeDeps: {
      ...viteConfig.optimizeDeps,
      include: [...(viteConfig.optimizeDeps?.include ?? []), ...PREBUNDLED_WITH_DIALOGS],
    },
  }),
}

export default config
