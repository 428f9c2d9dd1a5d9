import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as server from 'search-image-uploader/server'
import type * as testing from 'search-image-uploader/testing'

const variable = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run the tests by Playwright`)
  return value
}

/** The folder of the built page. */
export const site = () => variable('E2E_SITE')

const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(variable('E2E_PACKAGE'), file)).href)

/** The server half and the local service of the packed package, not of the sources. */
export const packedServer = async () => (await load('dist/server/index.js')) as typeof server
export const packedTesting = async () => (await load('dist/testing/index.js')) as typeof testing
