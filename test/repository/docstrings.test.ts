import { expect, test } from 'vitest'
import { docProblems, membersWithoutDefault } from '../support/doc-problems.js'
import { ENTRIES, publicNames } from '../support/public-names.js'

test.each(Object.entries(ENTRIES))('%s: every name and parameter is documented', (_entry, path) => {
  expect(publicNames(path).flatMap((name) => docProblems(name))).toEqual([])
})

test('every option has a default, except these', () => {
  const options = Object.values(ENTRIES)
    .flatMap((path) => publicNames(path))
    .filter(({ name }) => /(Options|Props|Input)$/.test(name))
  const without = new Set(options.flatMap((name) => membersWithoutDefault(name)))
  expect([...without].toSorted()).toEqual([
    'Destination.confirmUpload',
    'LookProps.className',
    'LookProps.style',
    'UploadOptions.createWorker',
    'UploadOptions.headers',
    'UploadOptions.heicDecoder',
    'UploadOptions.queryClient',
    'UploadOptions.validate',
    'UploadSearchImageOptions.signal',
  ])
})

const problemsOf = (code: string) =>
  publicNames('a.ts', code).flatMap((name) =>
    docProblems(name).map((problem) => problem.slice('a.ts: '.length)),
  )

test.each([
  ['export const a = 1', ['a: no summary']],
  ['/** One. */ export const a = 1', []],
  ['/** @internal */ export interface A {}', ['A: no summary']],
  ['/** One. */ export interface A { readonly b?: string }', ['A.b: no summary']],
  [
    '/** One. */ export interface A { /** Two. */ b: ((c: string) => number) | undefined }',
    ['A.b: no @param c', 'A.b: no @returns'],
  ],
  [
    '/** One. */ export type A = (b: string) => Promise<void>\n/** Two. */ export type C = A & { d: number }',
    ['A: no @param b', 'C.d: no summary'],
  ],
  [
    '/** One. */ export function a(b: string) { if (b) throw new Error(); return b }',
    ['a: no @param b', 'a: no @returns', 'a: no @throws'],
  ],
  [
    `/**
      * One.
      * @param b Two.
      * @param d Three.
      * @returns Four.
      * @throws Five.
      */
     export function a(b: string) { if (b) throw new Error(); return b }`,
    ['a: @param d does not exist'],
  ],
  [
    '/**\n * One.\n * @param {string} b Two.\n */\nexport function a(b: string): void {}',
    ['a: a tag has a type', 'a: no @param b', 'a: @param {string} does not exist'],
  ],
  ['/** One. */ export function A({ b }: { b: 1 }) { return b }', ['A: a @param is missing']],
  ['/** One. */ export class A { b = 1; private c = 2 }', ['A.b: no summary']],
])('%s', (code, problems) => {
  expect(problemsOf(code)).toEqual(problems)
})
