import { readFileSync, readdirSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folders of `src/core` in their order: each may import from those before it and from itself.
 */
const CORE = [
  'core/spec',
  'core/errors',
  'core/platform',
  'core/protocol',
  'core/image',
  'core/prepare',
  'core/pipeline',
  'core/uploader',
  'core/index',
] as const

/** `src/core` up to and including `last`. */
const upTo = (last: (typeof CORE)[number]): readonly string[] =>
  CORE.slice(0, CORE.indexOf(last) + 1)

/** The folders of `src/react` in their order. */
const REACT = [
  'react/lib',
  'react/input',
  'react/view',
  'react/live',
  'react/parts',
  'react',
] as const

const reactUpTo = (last: (typeof REACT)[number]): readonly string[] => [
  ...upTo('core/uploader'),
  'locales',
  ...REACT.slice(0, REACT.indexOf(last) + 1),
]

/** What each folder (or module) may import besides itself. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(CORE.map((folder) => [folder, upTo(folder)])),
  locales: upTo('core/errors'),
  heic: upTo('core/prepare'),
  server: upTo('core/image'),
  ...Object.fromEntries(REACT.map((folder) => [folder, reactUpTo(folder)])),
  'testing/faults': ['core/protocol', 'server'],
  'testing/service': ['core/protocol', 'server', 'testing/faults'],
  'testing/images': upTo('core/image'),
  'testing/stub': upTo('core/uploader'),
  testing: [
    'core/protocol',
    'server',
    'testing/faults',
    'testing/service',
    'testing/images',
    'testing/stub',
  ],
  index: [...upTo('core/uploader'), 'locales', ...REACT],
}

/** Packages that a folder may import. Every folder may import types of any package. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  'core/prepare': /^browser-image-compression$/,
  react: /^(react|@tanstack\/react-query)$/,
  'react/lib': /^react$/,
  'react/input': /^(react|react-dom|react-dropzone)$/,
  'react/view': /^react$/,
  'react/live': /^react$/,
  'react/parts': /^(react|react-dom)$/,
  heic: /^libheif-js\//,
  'testing/service': /^node:http$/,
}

export interface Import {
  readonly from: string
  /** A path from `src` without extension, or a package's name. */
  readonly to: string
  readonly isPackage: boolean
  readonly typeOnly: boolean
}

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** The modules of `src` that are no tests. */
export function modules(): string[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|d)\./.test(entry.name),
    )
    .map((entry) => relative(src, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
}

const withoutExtension = (path: string) => path.replace(/\.(js|ts|tsx)(\?.*)?$/, '')

/** The longest entry of `FOLDERS` that is the module or contains it. */
export function folderOf(module: string): string | undefined {
  const path = withoutExtension(module)
  const holds = (folder: string) => path === folder || path.startsWith(`${folder}/`)
  return Object.keys(FOLDERS)
    .filter(holds)
    .toSorted((a, b) => b.length - a.length)[0]
}

/**
 * Static, dynamic and worker imports of one module; relative ones as paths from `src` without
 * extension.
 */
export function importsOf(
  module: string,
  code = readFileSync(join(src, module), 'utf8'),
): Import[] {
  const text = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found: Import[] = []
  const add = (to: string, typeOnly: boolean) => {
    const isPackage = !to.startsWith('.')
    found.push({
      from: module,
      to: isPackage ? to : withoutExtension(posix.join(posix.dirname(module), to)),
      isPackage,
      typeOnly,
    })
  }
  for (const match of text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^'"();]*?\sfrom\s+['"]([^'"]+)['"]/gm,
  )) {
    add(match[2] ?? '', match[1] !== undefined)
  }
  for (const match of text.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm)) add(match[1] ?? '', false)
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g))
    add(match[1] ?? '', false)
  for (const match of text.matchAll(/new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g))
    add(match[1] ?? '', false)
  return found
}

/** Why this import breaks the order; `undefined` if it does not. */
export function violation({ from, to, isPackage, typeOnly }: Import): string | undefined {
  const folder = folderOf(from)
  if (folder === undefined) return `${from} lies in no folder of test/support/layers.ts`
  if (isPackage) {
    return typeOnly || PACKAGES[folder]?.test(to) === true
      ? undefined
      : `${from} (${folder}) may not use the package ${to}`
  }
  const target = folderOf(to)
  if (target !== undefined && (target === folder || FOLDERS[folder]?.includes(target) === true))
    return undefined
  return `${from} (${folder}) may not import ${to} (${target ?? 'no folder'})`
}
