// Single modules, because all of antd takes Vite half a minute to bundle. Its own types take them for CommonJS, which they are not.
declare module 'antd/es/config-provider/index.js' {
  export { ConfigProvider as default } from 'antd'
}
declare module 'antd/es/modal/index.js' {
  export { Modal as default } from 'antd'
}
declare module 'antd/es/popover/index.js' {
  export { Popover as default } from 'antd'
}
declare module 'antd/es/theme/index.js' {
  export { theme as default } from 'antd'
}
