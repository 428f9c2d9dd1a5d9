/**
 * The public names of the package, read from the sources: every export of every entry, followed
 * through re-exports to its declaration. TypeScript 7 has no stable API for this, so Vite's parser
 * reads the modules.
 */
import { dirname, join, normalize } from 'node:path/posix'
import { type ESTree, parseSync } from 'vite'
import { textOf } from './tracked-files.js'

type Node = ESTree.Node

/** The modules that `package.json` exports, by the name of the entry. */
export const ENTRIES: Readonly<Record<string, string>> = {
  '.': 'src/index.ts',
  './core': 'src/core/index.ts',
  './heic': 'src/heic/index.ts',
  './server': 'src/server/index.ts',
  './server/redis': 'src/server/redis/index.ts',
  './testing': 'src/testing/index.ts',
  './locales/ko': 'src/locales/ko.ts',
  './locales/ja': 'src/locales/ja.ts',
}

export interface PublicName {
  readonly name: string
  readonly isType: boolean
  /** Where it is declared, from the root of the repository. */
  readonly module: string
  readonly declaration: Node
  /** The text of its docstring, without stars. */
  readonly doc: string | undefined
  /** The docstring of any node of its module. */
  readonly docOf: (node: Node) => string | undefined
  /** The declaration of another name that its module declares or imports, if it is ours. */
  readonly lookUp: (name: string) => PublicName | undefined
}

interface Module {
  readonly path: string
  readonly body: readonly Node[]
  readonly docOf: (node: Node) => string | undefined
}

const cleaned = (comment: string) => comment.replaceAll(/^\s*\*+ ?/gm, '').trim()

/** @param path From the root of the repository. */
function moduleOf(path: string, code = textOf(path)): Module {
  const { program, comments, errors } = parseSync(path, code)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
  return {
    path,
    body: program.body,
    docOf(node) {
      const last = docs.findLast(({ end }) => end <= node.start)
      const isNext = last !== undefined && code.slice(last.end, node.start).trim() === ''
      return isNext ? cleaned(last.value) : undefined
    },
  }
}

const nameOf = (node: ESTree.ModuleExportName) => (node.type === 'Literal' ? node.value : node.name)

/** The names that a statement declares, with the node of each. */
function declaredBy(statement: Node): readonly (readonly [name: string, node: Node])[] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.flatMap((one) =>
        one.id.type === 'Identifier' ? [[one.id.name, one] as const] : [],
      )
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return statement.id ? [[statement.id.name, statement]] : []
    default:
      return []
  }
}

const isTypeNode = ({ type }: Node) =>
  type === 'TSInterfaceDeclaration' || type === 'TSTypeAliasDeclaration'

/** Finds the declaration of a name: in this module, or in the one that it is imported from. */
function declarationOf(module: Module, name: string): PublicName {
  for (const statement of module.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' && statement.declaration !== null
        ? statement.declaration
        : statement
    const found = declaredBy(declaration).find(([declared]) => declared === name)
    if (found) {
      return {
        name,
        isType: isTypeNode(found[1]),
        module: module.path,
        declaration: found[1],
        doc: module.docOf(statement),
        docOf: module.docOf,
        lookUp: (other) => lookUp(module, other),
      }
    }
    if (statement.type === 'ImportDeclaration') {
      const imported = statement.specifiers.find(({ local }) => local.name === name)
      if (imported?.type === 'ImportSpecifier')
        return declarationOf(importedBy(module, statement.source.value), nameOf(imported.imported))
    }
    if (statement.type === 'ExportNamedDeclaration' && statement.source) {
      const exported = statement.specifiers.find((one) => nameOf(one.exported) === name)
      if (exported)
        return declarationOf(importedBy(module, statement.source.value), nameOf(exported.local))
    }
  }
  throw new Error(`${module.path} does not declare ${name}`)
}

/** `undefined` for names of the platform and of packages. */
function lookUp(module: Module, name: string): PublicName | undefined {
  try {
    return declarationOf(module, name)
  } catch {
    return undefined
  }
}

function importedBy(module: Module, source: string): Module {
  const path = normalize(join(dirname(module.path), source)).replace(/\.js$/, '.ts')
  try {
    return moduleOf(path)
  } catch {
    return moduleOf(`${path}x`)
  }
}

/**
 * @param path Of the entry's module.
 * @param code Instead of the text of that module.
 * @returns What it exports.
 */
export function publicNames(path: string, code?: string): readonly PublicName[] {
  const module = moduleOf(path, code)
  const names = module.body.flatMap((statement) => {
    if (statement.type === 'ExportAllDeclaration') throw new Error(`${path}: export *`)
    if (statement.type !== 'ExportNamedDeclaration') return []
    return statement.declaration
      ? declaredBy(statement.declaration).map(([name]) => name)
      : statement.specifiers.map((one) => nameOf(one.exported))
  })
  return names.map((name) => declarationOf(module, name))
}
