/** The members of a public name. */
import type { ESTree } from 'vite'
import type { PublicName } from './public-names.js'

type Node = ESTree.Node

export interface Member {
  readonly owner: PublicName
  readonly node: Node
}

const isPublicMember = (member: Node) =>
  !('accessibility' in member && member.accessibility === 'private') &&
  !('kind' in member && member.kind === 'constructor')

/** The members of a name, with those of our types that it extends or joins. */
export function membersOf(owner: PublicName): readonly Member[] {
  const { declaration } = owner
  switch (declaration.type) {
    case 'TSInterfaceDeclaration':
      return [
        ...declaration.extends.flatMap(({ expression }) => membersOfNamed(owner, expression)),
        ...declaration.body.body.map((node) => ({ owner, node })),
      ]
    case 'ClassDeclaration':
      return declaration.body.body.filter(isPublicMember).map((node) => ({ owner, node }))
    case 'TSTypeAliasDeclaration':
      return membersOfType(owner, declaration.typeAnnotation)
    default:
      return []
  }
}

function membersOfNamed(owner: PublicName, name: Node): readonly Member[] {
  const found = name.type === 'Identifier' ? owner.lookUp(name.name) : undefined
  return found ? membersOf(found) : []
}

function membersOfType(owner: PublicName, type: ESTree.TSType): readonly Member[] {
  switch (type.type) {
    case 'TSTypeLiteral':
      return type.members.map((node) => ({ owner, node }))
    case 'TSParenthesizedType':
      return membersOfType(owner, type.typeAnnotation)
    case 'TSIntersectionType':
      return type.types.flatMap((one) => membersOfType(owner, one))
    case 'TSUnionType':
      // Not of named types: the states repeat the members of each other.
      return type.types
        .filter((one) => one.type !== 'TSTypeReference')
        .flatMap((one) => membersOfType(owner, one))
    case 'TSTypeReference':
      return membersOfNamed(owner, type.typeName)
    default:
      return []
  }
}

/** The name of a member; `undefined` for signatures without a name. */
export function memberName(member: Node): string | undefined {
  if (!('key' in member)) return undefined
  const { key } = member
  if (key.type === 'Literal') return String(key.value)
  return 'name' in key && typeof key.name === 'string' ? key.name : undefined
}

/** A member that tells the types of a union apart, or that must not be given. */
export function isMark(member: Node): boolean {
  if (member.type !== 'TSPropertySignature') return false
  const type = member.typeAnnotation?.typeAnnotation.type
  return type === 'TSLiteralType' || type === 'TSUndefinedKeyword' || type === 'TSNeverKeyword'
}
