/**
 * Code behind `import()` is loaded when an image needs it, so the measured bundle leaves it out.
 */
const lazyStaysOut = {
  name: 'lazy-stays-out',
  setup(build) {
    build.onResolve({ filter: /.*/ }, (found) =>
      found.kind === 'dynamic-import' ? { path: found.path, external: true } : undefined,
    )
  },
}

const bundle = (config) => ({ ...config, format: 'esm', plugins: [lazyStaysOut] })

/** Modules that every part of the package needs count for the component, not for the part. */
const sharedStaysOut = {
  name: 'shared-stays-out',
  setup(build) {
    build.onResolve({ filter: /\/(errors|lazy|file-name|reach|spec)\.js$/ }, ({ path }) => ({
      path,
      external: true,
    }))
  },
}

const peers = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query']

/**
 * The limits. The goals are lower: component 20 kB, everything of the entry 21, core 17, style
 * sheet 4.5.
 */
export default [
  {
    name: 'component with react-dropzone, before an image is selected',
    path: 'dist/index.js',
    import: '{ SearchImageUploader }',
    limit: '22 kB',
    gzip: true,
    ignore: peers,
    modifyEsbuildConfig: bundle,
  },
  {
    name: 'everything of the entry: component, parts, hooks',
    path: 'dist/index.js',
    limit: '23 kB',
    gzip: true,
    ignore: peers,
    modifyEsbuildConfig: bundle,
  },
  {
    name: 'core',
    path: 'dist/core/index.js',
    limit: '18 kB',
    gzip: true,
    modifyEsbuildConfig: bundle,
  },
  {
    // They load with the uploader's chunk, after the first paint.
    name: 'header readers and plan, without errors, names and limits',
    path: ['dist/core/image/format/index.js', 'dist/core/image/plan.js'],
    import: {
      'dist/core/image/format/index.js': '{ readImage }',
      'dist/core/image/plan.js': '{ plan }',
    },
    // Without the reader of HEIC, which loads with the first HEIC.
    limit: '5 kB',
    gzip: true,
    modifyEsbuildConfig: (config) => ({
      ...config,
      format: 'esm',
      plugins: [lazyStaysOut, sharedStaysOut],
    }),
  },
  {
    name: 'engine: the worker',
    path: 'dist/core/prepare/prepare.worker.js',
    limit: '4 kB',
    gzip: true,
    modifyEsbuildConfig: bundle,
  },
  {
    // Only for CMYK JPEGs with a profile that are re-encoded.
    name: 'engine: the worker for CMYK',
    path: 'dist/core/prepare/cmyk/cmyk.worker.js',
    limit: '7 kB',
    gzip: true,
    modifyEsbuildConfig: bundle,
  },
  { name: 'styles, minified', path: 'dist/styles.css', limit: '5.5 kB', gzip: true },
]
