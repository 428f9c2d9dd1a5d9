/**
 * Packages that the browser tests import. Vite would find them one by one while the tests run, and
 * then load a second copy of React: on a fresh clone the first run would fail.
 */
export const PREBUNDLED = [
  '@tailwindcss/typography',
  '@tanstack/react-form',
  '@tanstack/react-query',
  '@testing-library/react',
  'axe-core',
  'browser-image-compression',
  'darkreader',
  'react',
  'react-dnd',
  'react-dnd-html5-backend',
  'react-dom',
  'react-dom/client',
  'react-dom/server.browser',
  'react-dropzone',
  'react-hook-form',
  'react/jsx-dev-runtime',
  'tailwindcss',
]

/** The same, with the packages that test/fixtures/host-dialogs imports. */
export const PREBUNDLED_WITH_DIALOGS = [
  ...PREBUNDLED,
  '@mui/material/CssBaseline',
  '@mui/material/Dialog',
  '@mui/material/DialogContent',
  '@mui/material/DialogTitle',
  '@mui/material/Popover',
  '@mui/material/styles',
  '@radix-ui/react-dialog',
  '@radix-ui/react-popover',
  'antd/es/config-provider/index.js',
  'antd/es/modal/index.js',
  'antd/es/popover/index.js',
  'antd/es/theme/index.js',
]

/** Those of them that the tests in Firefox and WebKit import. */
export const PREBUNDLED_FOR_ENGINES = [
  '@tanstack/react-query',
  '@testing-library/react',
  'browser-image-compression',
  'darkreader',
  'react',
  'react-dom',
  'react-dropzone',
  'react/jsx-dev-runtime',
]
