import { readFileSync, readdirSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The layers of ARCHITECTURE.md, first match wins. Every module of `src` must have one. */
export const LAYERS: readonly (readonly [layer: string, pattern: RegExp])[] = [
  ['L0', /^core\/(spec|errors|clock|reach|lazy)$/],
  ['L1', /^core\/(types|state|name|pick|source|validate|plan|decodable|scrub|ticket|progress|backoff)$/],
  ['L1', /^core\/(format|scrub)\//],
  [
    'L3',
    /^core\/(deferred-uploader|pipeline|attempt|check|confirm|tickets|outcome|job|register|selected-image|settings|uploader|managed-uploader|checker|runner|context|store|countdown|preview-slot|show-preview|upload-search-image|index)$/,
  ],
  ['L2', /^core\//],
  ['server', /^server\//],
  ['locales', /^locales\//],
  ['heic', /^heic\//],
  ['testing', /^testing\//],
  ['react', /^react\//],
  ['entry', /^index$/],
]

/** What each layer may import; `type:` before a layer: its types only. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  L0: ['L0'],
  L1: ['L0', 'L1'],
  L2: ['L0', 'L1', 'L2'],
  L3: ['L0', 'L1', 'L2', 'L3'],
  react: ['L0', 'L1', 'L3', 'locales', 'react'],
  locales: ['L0', 'L1', 'locales'],
  server: ['L0', 'L1', 'server'],
  heic: ['L0', 'L1', 'L2', 'heic'],
  testing: ['L0', 'L1', 'server', 'testing', 'type:L2', 'type:L3'],
  entry: ['L0', 'L1', 'L3', 'react', 'locales'],
}

/** Packages each layer may import; the rest of the world is off limits. */
export const MAY_USE: Readonly<Record<string, RegExp>> = {
  L2: /^browser-image-compression$/,
  react: /^(react|react\/jsx-runtime|react-dom|react-dropzone|@tanstack\/react-query)$/,
  heic: /^libheif-js(\/|$)/,
  testing: /^(hono|@hono\/node-server(\/.*)?|node:http)$/,
}

export interface Import {
  readonly from: string
  /** A path from `src`, or a package's name. */
  readonly to: string
  readonly isPackage: boolean
  readonly typeOnly: boolean
}

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Modules of the product: no tests. */
export function modules(): string[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|d)\./.test(entry.name))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
}

export const withoutExtension = (path: string) => path.replace(/\.(js|ts|tsx)(\?.*)?$/, '')

export const layerOf = (module: string) => LAYERS.find(([, pattern]) => pattern.test(withoutExtension(module)))?.[0]

/** Static, dynamic and worker imports of one module; relative ones as paths from `src` without extension. */
export function importsOf(module: string, code = readFileSync(join(src, module), 'utf8')): Import[] {
  const text = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found: Import[] = []
  const add = (to: string, typeOnly: boolean) => {
    const isPackage = !to.startsWith('.')
    found.push({ from: module, to: isPackage ? to : withoutExtension(posix.join(posix.dirname(module), to)), isPackage, typeOnly })
  }
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"();]*?\sfrom\s+['"]([^'"]+)['"]/gm)) {
    add(match[2] ?? '', match[1] !== undefined)
  }
  for (const match of text.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm)) add(match[1] ?? '', false)
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) add(match[1] ?? '', false)
  for (const match of text.matchAll(/new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g)) add(match[1] ?? '', false)
  return found
}

/** Why this import breaks the layers, or nothing. */
export function violation({ from, to, isPackage, typeOnly }: Import): string | undefined {
  const layer = layerOf(from)
  if (layer === undefined) return `${from} has no layer: give it one in test/layers.ts`
  if (isPackage) {
    return typeOnly || MAY_USE[layer]?.test(to) === true ? undefined : `${from} (${layer}) may not use the package ${to}`
  }
  const target = layerOf(to)
  const allowed = MAY_IMPORT[layer] ?? []
  if (target !== undefined && (allowed.includes(target) || (typeOnly && allowed.includes(`type:${target}`)))) return undefined
  return `${from} (${layer}) may not import ${to} (${target ?? 'no layer'})`
}
