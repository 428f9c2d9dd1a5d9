/**
 * Packages that the browser tests import. Vite would find them one by one while the tests run, and then load a second copy of
 * React: on a fresh clone the first run would fail.
 */
export const PREBUNDLED = [
  '@tanstack/react-query',
  '@testing-library/react',
  'browser-image-compression',
  'react',
  'react-dom',
  'react-dom/client',
  'react-dropzone',
  'react/jsx-dev-runtime',
]
