/** Code behind `import()` is loaded when a picture needs it: it stays outside of the measured bundle. */
const lazyStaysOut = {
  name: 'lazy-stays-out',
  setup(build) {
    build.onResolve({ filter: /.*/ }, (found) => (found.kind === 'dynamic-import' ? { path: found.path, external: true } : undefined))
  },
}

const bundle = (config) => ({ ...config, format: 'esm', plugins: [lazyStaysOut] })
const hosts = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query']

export default [
  {
    name: 'component with react-dropzone, before a picture is chosen',
    path: 'dist/index.js',
    import: '{ SearchImageUploader }',
    limit: '20 kB',
    gzip: true,
    ignore: hosts,
    modifyEsbuildConfig: bundle,
  },
  {
    name: 'everything of the entry: component, parts, hooks',
    path: 'dist/index.js',
    limit: '21 kB',
    gzip: true,
    ignore: hosts,
    modifyEsbuildConfig: bundle,
  },
  { name: 'core', path: 'dist/core/index.js', limit: '18 kB', gzip: true, modifyEsbuildConfig: bundle },
  { name: 'styles, minified', path: 'dist/styles.css', limit: '4 kB', gzip: true },
]
