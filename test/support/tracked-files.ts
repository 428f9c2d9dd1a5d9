import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, with `/` at its end. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The files that git tracks or would track, as paths from the root of the repository.
 */
export function trackedFiles(): readonly string[] {
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: repositoryRoot, encoding: 'utf8' },
  )
  return list.split('\0').filter((path) => path !== '' && existsSync(repositoryRoot + path))
}

/**
 * @param path From the root of the repository.
 * @returns The file's text.
 */
export const textOf = (path: string): string => readFileSync(repositoryRoot + path, 'utf8')
