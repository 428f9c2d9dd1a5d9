/** Finds what the docstring of a public name lacks. */
import type { ESTree } from 'vite'
import { isMark, memberName, membersOf } from './public-members.js'
import type { PublicName } from './public-names.js'

type Node = ESTree.Node
type Parameters = readonly ESTree.ParamPattern[]

interface Documented {
  /** As it is named in a problem, e.g. `Uploader.select`. */
  readonly label: string
  readonly doc: string | undefined
}

interface Callable extends Documented {
  readonly params: Parameters
  readonly returns: boolean
  readonly throws: boolean
}

const tags = (doc: string, tag: string) =>
  [...doc.matchAll(new RegExp(`^@${tag}\\b[ \\t]*(.*)$`, 'gm'))].map((match) => match[1] ?? '')

const summaryOf = (doc: string) => doc.split(/^@/m)[0]?.trim() ?? ''

/** The name of a parameter; `undefined` for one that is destructured. */
function paramName(param: ESTree.ParamPattern): string | undefined {
  const pattern = param.type === 'AssignmentPattern' ? param.left : param
  return pattern.type === 'Identifier' ? pattern.name : undefined
}

function summaryProblems({ label, doc }: Documented): readonly string[] {
  if (doc === undefined || summaryOf(doc) === '') return [`${label}: no summary`]
  return /^@(param|returns|throws)[ \t]+\{/m.test(doc) ? [`${label}: a tag has a type`] : []
}

function paramProblems({ label, doc = '', params }: Callable): readonly string[] {
  const written = tags(doc, 'param').map((text) => text.split(/\s/)[0] ?? '')
  const names = params.map((param) => paramName(param))
  const missing = names.filter((name) => name !== undefined && !written.includes(name))
  const isNamed = names.every((name) => name !== undefined)
  const extra = isNamed ? written.filter((name) => !names.includes(name)) : []
  return [
    ...missing.map((name) => `${label}: no @param ${name}`),
    ...extra.map((name) => `${label}: @param ${name} does not exist`),
    ...(written.length < params.length && missing.length === 0
      ? [`${label}: a @param is missing`]
      : []),
  ]
}

function callProblems(callable: Callable): readonly string[] {
  const { label, doc = '', returns, throws } = callable
  return [
    ...summaryProblems(callable),
    ...paramProblems(callable),
    ...(returns && tags(doc, 'returns').length === 0 ? [`${label}: no @returns`] : []),
    ...(throws && tags(doc, 'throws').length === 0 ? [`${label}: no @throws`] : []),
  ]
}

const VOID = new Set(['TSVoidKeyword', 'TSNeverKeyword', 'TSUndefinedKeyword'])

/** False for `void` and `Promise<void>`; `undefined` where nothing is annotated. */
function returnsByType(
  annotation: ESTree.TSTypeAnnotation | null | undefined,
): boolean | undefined {
  const type = annotation?.typeAnnotation
  if (!type) return undefined
  if (type.type === 'TSTypeReference' && type.typeArguments?.params.length === 1) {
    const [inner] = type.typeArguments.params
    const isPromise = type.typeName.type === 'Identifier' && type.typeName.name === 'Promise'
    return !(isPromise && inner && VOID.has(inner.type))
  }
  if (type.type === 'TSUnionType') return !type.types.every((one) => VOID.has(one.type))
  return !VOID.has(type.type)
}

/** Whether such a node is in the function itself, not in a function inside it. */
function contains(node: unknown, wanted: (node: Node) => boolean): boolean {
  if (Array.isArray(node)) return node.some((one) => contains(one, wanted))
  if (typeof node !== 'object' || node === null) return false
  if ('type' in node && /Function/.test(String(node.type))) return false
  return wanted(node as Node) || Object.values(node).some((value) => contains(value, wanted))
}

type AnyFunction = ESTree.Function | ESTree.ArrowFunctionExpression

function functionProblems(label: string, doc: string | undefined, node: AnyFunction) {
  const body = node.body
  const isExpression = body !== null && body.type !== 'BlockStatement'
  const returnsValue = (one: Node) => one.type === 'ReturnStatement' && one.argument !== null
  // The summary of a component describes what it renders.
  const isComponent = /^[A-Z]/.test(label)
  return callProblems({
    label,
    doc,
    params: node.params,
    returns:
      !isComponent &&
      (returnsByType(node.returnType) ?? (isExpression || contains(body, returnsValue))),
    throws: contains(body, (one) => one.type === 'ThrowStatement'),
  })
}

/** A member of an interface, of an object type, or of a class. */
function memberProblems(owner: string, member: Node, doc: string | undefined): readonly string[] {
  const name = memberName(member)
  if (name === undefined || isMark(member)) return []
  const label = `${owner}.${name}`
  if (member.type === 'TSMethodSignature') {
    const returns = isDescribed(member.params) && (returnsByType(member.returnType) ?? false)
    return callProblems({ label, doc, params: member.params, returns, throws: false })
  }
  if (member.type === 'TSPropertySignature') {
    const call = callIn(member.typeAnnotation?.typeAnnotation)
    if (call === undefined) return summaryProblems({ label, doc })
    const returns = isDescribed(call.params) && (returnsByType(call.returnType) ?? false)
    return callProblems({ label, doc, params: call.params, returns, throws: false })
  }
  return summaryProblems({ label, doc })
}

/** Without parameters, the summary of a member says what it returns. */
const isDescribed = (params: Parameters) => params.length > 0

/** The function of `(…) => …`, and of `((…) => …) | undefined`. */
function callIn(type: ESTree.TSType | undefined): ESTree.TSFunctionType | undefined {
  if (type?.type === 'TSFunctionType') return type
  if (type?.type === 'TSParenthesizedType') return callIn(type.typeAnnotation)
  if (type?.type !== 'TSUnionType') return undefined
  const rest = type.types.filter((one) => !VOID.has(one.type))
  return rest.length === 1 ? callIn(rest[0]) : undefined
}

const isFunction = (node: Node): node is AnyFunction =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression'

/** Of the name itself: a function, the type of a function, or something else. */
function ownProblems({ name, declaration, doc }: PublicName): readonly string[] {
  const value = declaration.type === 'VariableDeclarator' ? declaration.init : declaration
  if (value && isFunction(value)) return functionProblems(name, doc, value)
  const call =
    declaration.type === 'TSTypeAliasDeclaration' ? callIn(declaration.typeAnnotation) : undefined
  if (call === undefined) return summaryProblems({ label: name, doc })
  const returns = returnsByType(call.returnType) ?? false
  return callProblems({ label: name, doc, params: call.params, returns, throws: false })
}

/** Shapes of Node.js and TanStack Query, which document their members. */
const SHAPES = ['NodeRequest', 'NodeResponse', 'QueryClientLike']

/**
 * @param found A public name.
 * @returns What its docstring, and those of its members, lack.
 */
export function docProblems(found: PublicName): readonly string[] {
  const documented = SHAPES.includes(found.name) ? [] : membersOf(found)
  const members = documented.flatMap(({ owner, node }) =>
    memberProblems(owner.name, node, owner.docOf(node)).map((text) => `${owner.module}: ${text}`),
  )
  return [...ownProblems(found).map((text) => `${found.module}: ${text}`), ...members]
}

/**
 * @param found A public name.
 * @returns Its optional members that have no `@default`, without the callbacks of events.
 */
export const membersWithoutDefault = (found: PublicName): readonly string[] =>
  membersOf(found).flatMap(({ owner, node }) => {
    const name = memberName(node)
    const isOptional = 'optional' in node && node.optional === true
    const isEvent = name !== undefined && /^on[A-Z]/.test(name)
    const hasDefault = tags(owner.docOf(node) ?? '', 'default').length > 0
    return isOptional && !isEvent && !hasDefault && !isMark(node) ? [`${owner.name}.${name}`] : []
  })
