/** libheif-js has no types for these two scripts. Results are typed where they are imported. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  const factory: () => unknown
  export default factory
}

declare module 'libheif-js/libheif-wasm/libheif.js' {
  const factory: (module: { wasmBinary: ArrayBuffer }) => unknown
  export default factory
}
