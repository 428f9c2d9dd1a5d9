// The contents of the package that an app installs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { site } from './lib/site.ts'

const installed = () => join(site(), '../node_modules/search-image-uploader')

/** Names that only the holder of the account's key needs: headers, fields, algorithm. */
const OF_THE_SERVER = /x-ncp-|iam-access|apigw-signature|secretKey|accessKey|NCP_/i

/** Modules of `dist` that contain these names, separated into browser and server. */
function modulesWithKeyNames(): { browser: string[]; server: string[] } {
  const dist = join(installed(), 'dist')
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  const found = files.filter((name) => OF_THE_SERVER.test(readFileSync(join(dist, name), 'utf8')))
  const isServers = (name: string) => /^(server|testing)[/\\]/.test(name)
  expect(files.filter((name) => !isServers(name)).length).toBeGreaterThan(50)
  return { browser: found.filter((name) => !isServers(name)), server: found.filter(isServers) }
}

test('only the server’s modules contain the names of keys', () => {
  const { browser, server } = modulesWithKeyNames()
  expect(browser).toEqual([])
  expect(server).toContain('server/upstream/sign.js')
})

test('is published publicly and without provenance, which npm rejects while `repository` is missing', () => {
  const manifest = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8')) as {
    publishConfig?: unknown
  }
  expect(manifest.publishConfig).toEqual({ access: 'public' })
})
