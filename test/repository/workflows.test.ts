/** GitHub's workflows cannot run here: their files are compared with the schema. */
import { readFileSync, readdirSync } from 'node:fs'
import { validateWorkflow } from '@action-validator/core'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const packageJson = JSON.parse(read('package.json')) as {
  readonly devDependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

test.each(readdirSync(new URL('.github/workflows', root)))('%s follows the schema', (name) => {
  expect(validateWorkflow(read(`.github/workflows/${name}`)).errors).toEqual([])
})

test('a workflow that breaks the schema is found', () => {
  const broken = read('.github/workflows/test.yml').replace('runs-on:', 'run-on:')
  expect(validateWorkflow(broken).errors).not.toEqual([])
})

test('.nvmrc names the Node version that the project installs', () => {
  expect(read('.nvmrc').trim()).toBe(packageJson.devDependencies.node)
})

test('the package is published by the release workflow only', () => {
  expect(packageJson.scripts.prepublishOnly).toBe('node scripts/check-publish.mjs')
  expect(read('.github/workflows/release.yml')).toMatch(/^\s+- run: npm publish$/m)
  expect(read('.github/workflows/test.yml')).not.toContain('npm publish')
})
